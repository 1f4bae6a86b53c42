//! Documents of several files: relative `$ref`s below the root. The network is never used.

use std::path::Path;

use serde_json::Value;

use super::budget::Budget;
use super::paths::{Root, target_file};
use super::{Source, SourceFile};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::pointer::{Place, Pointer};

/// Reads every file that the files read so far refer to.
pub(super) fn follow(
    source: &mut Source,
    entry: &Path,
    root: &Root,
    budget: &mut Budget,
    diagnostics: &mut Diagnostics,
) {
    let folder = entry.parent().map(Path::to_owned).unwrap_or_default();
    let mut open = vec![String::new()];
    while let Some(name) = open.pop() {
        let Some(value) = source.files.get(&name).and_then(|file| file.value.as_ref()) else {
            continue;
        };
        let mut references = Vec::new();
        gather(value, &mut Vec::new(), &mut references);
        for (reference, pointer) in references {
            let place = Place {
                file: name.clone(),
                pointer,
            };
            let Some(target) = target(&root.folder, &name, &reference, &place, diagnostics) else {
                continue;
            };
            if source.is_entry(&target) || source.files.contains_key(&target) {
                continue;
            }
            let path = folder.join(&target);
            if is_fit(&path, root, &target, &place, diagnostics) {
                let file = SourceFile::read(&path, &target, budget, diagnostics);
                source.files.insert(target.clone(), file);
                open.push(target);
            }
        }
    }
}

fn target(folder: &str, from: &str, reference: &str, place: &Place, diagnostics: &mut Diagnostics) -> Option<String> {
    let path = reference.split('#').next().filter(|path| !path.is_empty())?;
    let is_url = path
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.len() > 1 && scheme.chars().all(|letter| letter.is_ascii_alphanumeric()));
    let target = if is_url || path.starts_with("//") {
        None
    } else {
        target_file(folder, from, reference)
    };
    if target.is_none() {
        let message = format!(
            "`{reference}` points {}",
            if is_url {
                "to the network"
            } else {
                "out of the document's root"
            }
        );
        diagnostics.push(
            Diagnostic::new(Code::RefOutside, place.clone(), message)
                .why("only files below the root are read: the folder of the document, or of the project that it is in")
                .help("copy the file below it and refer to it there, or give a folder that holds both by `--root`"),
        );
    }
    target
}

/// Whether there is such a file below the root; what is not is reported.
fn is_fit(path: &Path, root: &Root, target: &str, place: &Place, diagnostics: &mut Diagnostics) -> bool {
    if !path.is_file() {
        let message = format!("the file `{target}` does not exist");
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedRef, place.clone(), message)
                .help("a relative `$ref` is resolved against the file that contains it"),
        );
        return false;
    }
    let is_inside = root.holds(path);
    if !is_inside {
        let message = format!("`{target}` is a link that leads out of the document's root");
        diagnostics.push(
            Diagnostic::new(Code::RefOutside, place.clone(), message).help("copy the file into the document's folder"),
        );
    }
    is_inside
}

/// One step down into a value.
#[derive(Clone, Copy)]
enum Step<'v> {
    Member(&'v str),
    Element(usize),
}

/// All `$ref`s to other files and where they stand, those in examples, defaults, enums and extensions apart, which are
/// data. A pointer is made for what is found alone: nearly nothing is.
fn gather<'v>(value: &'v Value, trail: &mut Vec<Step<'v>>, references: &mut Vec<(String, Pointer)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member) {
                    ("$ref", Value::String(reference)) if !reference.starts_with('#') => {
                        references.push((reference.clone(), pointer(trail).child(name)));
                    }
                    ("example" | "examples" | "default" | "enum" | "const", _) if !is_named(trail) => {}
                    (extension, _) if extension.starts_with("x-") => {}
                    _ => below(Step::Member(name), member, trail, references),
                }
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                below(Step::Element(index), element, trail, references);
            }
        }
        _ => {}
    }
}

fn below<'v>(step: Step<'v>, value: &'v Value, trail: &mut Vec<Step<'v>>, references: &mut Vec<(String, Pointer)>) {
    trail.push(step);
    gather(value, trail, references);
    trail.pop();
}

fn pointer(trail: &[Step<'_>]) -> Pointer {
    trail.iter().fold(Pointer::root(), |pointer, step| match step {
        Step::Member(name) => pointer.child(name),
        Step::Element(index) => pointer.index(*index),
    })
}

/// Whether the members of what a trail leads to are named by the document's author.
fn is_named(trail: &[Step<'_>]) -> bool {
    matches!(
        trail.last(),
        Some(Step::Member("properties" | "schemas" | "parameters" | "responses"))
    )
}
