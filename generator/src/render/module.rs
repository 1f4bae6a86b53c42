//! The second layout of a client: all files of the crate as one module, for `include!` in a crate of the user.
//!
//! The files are edited as text, at the positions of their tokens, so that a module reads like the crate. What changes is what
//! means something else inside another crate: paths from its root, visibility up to its root, features, and the attributes of
//! the crate itself. `mod name;` becomes the module's own text, indented.

mod conditions;
mod edits;
mod features;
mod paths;
mod places;
mod root;

use std::collections::{BTreeMap, BTreeSet};

use super::{Files, MARK};
use crate::threads;
use edits::{Edits, Part};
pub use features::{Dependencies, FeatureError, Features};
use places::Places;

/// The path of the crate's root.
const ROOT: &str = "src/lib.rs";

/// The text of the client as one module.
pub fn module(files: &Files, features: &Features) -> String {
    let sources: Vec<(&str, &str)> = files
        .0
        .iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(path, text)| (path.as_str(), body(path, text)))
        .collect();
    let rooted = paths::rooted_macros(sources.iter().map(|(_, text)| *text));
    let parts = threads::each(&sources, |(path, text)| edited(path, text, features, &rooted));
    let modules: BTreeMap<&str, Vec<Part>> = sources.into_iter().map(|(path, _)| path).zip(parts).collect();
    let mut text = String::new();
    append(ROOT, &modules, &mut text);
    text
}

/// The text without the header, which only the root keeps.
fn body<'t>(path: &str, text: &'t str) -> &'t str {
    match text.split_once("\n\n") {
        Some((header, rest)) if path != ROOT && header.contains(MARK) => rest,
        _ => text,
    }
}

/// The text of one file, and the modules between its pieces.
fn edited(path: &str, text: &str, features: &Features, rooted: &BTreeSet<String>) -> Vec<Part> {
    let depth = depth(path);
    let Ok(tokens) = text.parse::<proc_macro2::TokenStream>() else {
        // Never seen; should it happen, the compiler says so.
        return vec![Part::Text(text.to_owned())];
    };
    let mut edits = Edits::new(text);
    conditions::resolve(tokens.clone(), features, &mut edits);
    if depth == 0 {
        root::rewrite(tokens.clone(), features, &mut edits);
    }
    let literals = paths::rewrite(tokens, Places::at(depth), rooted, &mut edits);
    edits.indent(depth, &literals);
    edits.applied()
}

/// How many modules a file is below the root.
fn depth(path: &str) -> usize {
    match path {
        ROOT => 0,
        _ => path.trim_end_matches("/mod.rs").split('/').count() - 1,
    }
}

/// Appends a file, with the text of its modules in their places.
fn append(path: &str, modules: &BTreeMap<&str, Vec<Part>>, text: &mut String) {
    let folder = match path.strip_suffix("/mod.rs").or_else(|| path.strip_suffix("/lib.rs")) {
        Some(folder) => folder,
        None => path.trim_end_matches(".rs"),
    };
    for part in modules.get(path).into_iter().flatten() {
        match part {
            Part::Text(piece) => text.push_str(piece),
            Part::Module(name) => {
                let file = format!("{folder}/{name}.rs");
                let inside = if modules.contains_key(file.as_str()) {
                    file
                } else {
                    format!("{folder}/{name}/mod.rs")
                };
                append(&inside, modules, text);
            }
        }
    }
}

#[cfg(test)]
mod tests;
