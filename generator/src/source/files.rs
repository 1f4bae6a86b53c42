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
    let is_remote = entry.to_str().is_some_and(is_url);
    let mut open = vec![String::new()];
    let mut away = Vec::new();
    while let Some(name) = open.pop() {
        let Some(value) = source.files.get(&name).and_then(|file| file.value.as_ref()) else {
            continue;
        };
        source.ids.gather(&name, value);
        let mut references = Vec::new();
        gather(value, &mut Vec::new(), &mut references);
        for (reference, pointer) in references {
            let place = Place {
                file: name.clone(),
                pointer,
            };
            let path = reference.split('#').next().unwrap_or_default();
            if source.ids.find(path, &place).is_some() {
                continue;
            }
            let is_slip = source.meant(&reference, &place).is_some();
            let Some(target) = target_file(&root.folder, &name, &reference).filter(|_| !is_url(path)) else {
                if !is_slip {
                    away.push((reference, place));
                }
                continue;
            };
            if source.is_entry(&target) || source.files.contains_key(&target) {
                continue;
            }
            if is_remote {
                away.push((reference, place));
                continue;
            }
            let path = folder.join(&target);
            if is_slip && !path.exists() {
                continue;
            }
            if is_fit(&path, root, &target, &place, diagnostics) {
                let file = SourceFile::read(&path, &target, budget, diagnostics);
                source.files.insert(target.clone(), file);
                open.push(target);
            }
        }
    }
    // A later file may have had the `$id`.
    for (reference, place) in away {
        let path = reference.split('#').next().unwrap_or_default();
        if source.ids.find(path, &place).is_none() {
            diagnostics.push(match is_remote {
                true => beside_url(&reference, place),
                false => outside(&reference, place),
            });
        }
    }
}

pub(super) fn is_url(path: &str) -> bool {
    let scheme = path.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| scheme.len() > 1 && scheme.chars().all(|letter| letter.is_ascii_alphanumeric());
    scheme.is_some_and(is_scheme) || path.starts_with("//")
}

fn outside(reference: &str, place: Place) -> Diagnostic {
    let points = match is_url(reference) {
        true => "to the network",
        false => "outside the document's root",
    };
    Diagnostic::new(Code::RefOutside, place, format!("`{reference}` points {points}"))
        .why("only files inside the root are read: the folder of the document, or of the project that contains it")
        .help("copy the file into the root and refer to the copy, or set a root that contains both with `--root`")
}

/// Only the document that the user names is fetched.
fn beside_url(reference: &str, place: Place) -> Diagnostic {
    let message = format!("`{reference}` points to another file, which isn't fetched");
    Diagnostic::new(Code::RefOutside, place, message)
        .why("of a document in the network, only the file that its URL names is read")
        .help("download the document with all its files and name the copy, or bundle them into one file")
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
        let message = format!("`{target}` is a link that points outside the document's root");
        diagnostics.push(
            Diagnostic::new(Code::RefOutside, place.clone(), message).help("copy the file into the document's folder"),
        );
    }
    is_inside
}

/// One step down into a value.
#[derive(Clone, Copy)]
pub(super) enum Step<'v> {
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
                    (key, _) if is_data(key, trail) => {}
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

pub(super) fn pointer(trail: &[Step<'_>]) -> Pointer {
    trail.iter().fold(Pointer::root(), |pointer, step| match step {
        Step::Member(name) => pointer.child(name),
        Step::Element(index) => pointer.index(*index),
    })
}

/// Whether what stands under a key is a value for people or servers, no part of the description.
pub(super) fn is_data(key: &str, trail: &[Step<'_>]) -> bool {
    let is_value = matches!(key, "example" | "examples" | "default" | "enum" | "const") && !is_named(trail);
    is_value || key.starts_with("x-")
}

/// Whether the members of what a trail leads to are named by the document's author.
fn is_named(trail: &[Step<'_>]) -> bool {
    matches!(
        trail.last(),
        Some(Step::Member("properties" | "schemas" | "parameters" | "responses"))
    )
}
