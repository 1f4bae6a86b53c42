//! Documents that are changed at random, each by a seed: whatever a document holds, the generator ends, and what it emits
//! is Rust.

#[path = "mutations/random.rs"]
pub mod random;
#[path = "mutations/text.rs"]
mod text;
#[path = "mutations/tree.rs"]
mod tree;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use clientwright::diagnostic::Diagnostics;
use clientwright::diagnostic::render::{Style, json, text as messages};
use clientwright::source::Source;
use clientwright::{Config, Generated, with_deep_stack};
use random::Random;
use serde_json::Value;

use crate::{documents, root};

/// Larger documents take too long to be changed thousands of times.
const LARGEST: usize = 200_000;

/// A document that others are made from.
#[derive(Clone, Debug)]
pub struct Original {
    /// Where it comes from, for messages.
    pub name: String,
    bytes: Vec<u8>,
    value: Option<Value>,
}

/// The documents of this repository: the cases, the broken ones, and the one that the committed client is made from.
pub fn own() -> Vec<Original> {
    let folders = ["tests/cases", "tests/broken", "tests/names", "spec", "tests/everything"];
    let paths = folders.iter().flat_map(|folder| documents(&root().join(folder)));
    paths.filter_map(|path| original(&path)).collect()
}

/// The documents of a folder and of the folders in it, those that are small enough.
pub fn below(folder: &Path) -> Vec<Original> {
    let mut found: Vec<Original> = documents(folder).iter().filter_map(|path| original(path)).collect();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    found.extend(folders.iter().flat_map(|folder| below(folder)));
    found
}

fn original(path: &Path) -> Option<Original> {
    let bytes = std::fs::read(path).ok().filter(|bytes| bytes.len() <= LARGEST)?;
    let source = Source::read(path, "original", &mut Diagnostics::new());
    Some(Original {
        name: path.display().to_string(),
        value: source.entry().cloned(),
        bytes,
    })
}

/// The document that a seed gives.
pub fn document(seed: u64, originals: &[Original]) -> Option<Vec<u8>> {
    let mut random = Random::new(seed);
    let original = random.pick(originals)?;
    let steps = 1 + random.below(4);
    match &original.value {
        Some(value) if !random.one_in(4) => {
            let mut value = value.clone();
            for _ in 0..steps {
                tree::change(&mut value, &mut random);
            }
            serde_json::to_vec(&value).ok()
        }
        _ => {
            let mut bytes = original.bytes.clone();
            let other = random.pick(originals).map_or(&[][..], |other| other.bytes.as_slice());
            for _ in 0..steps {
                text::change(&mut bytes, other, &mut random);
            }
            Some(bytes)
        }
    }
}

/// Generates from a document, which is read as if it stood in `folder`.
///
/// # Errors
///
/// When the generator panics, and when it emits what isn't Rust.
pub fn check(bytes: &[u8], folder: &Path) -> Result<(), String> {
    let path = folder.join("document.yaml");
    let config = Config::new(&path).crate_name("mutant");
    let mut options = config.options("document.yaml".to_owned());
    options.bytes = Some(bytes.into());
    let generate = || with_deep_stack(move || clientwright::generate(&path, &options));
    let generated = catch_unwind(AssertUnwindSafe(generate));
    let generated = generated.map_err(|panic| format!("a panic: {}", reason(panic.as_ref())))?;
    let printed = catch_unwind(AssertUnwindSafe(|| {
        messages(&generated.diagnostics, &generated.source, Style::Ansi).len()
            + json(&generated.diagnostics, &generated.source).len()
    }));
    printed.map_err(|panic| format!("a panic in the messages: {}", reason(panic.as_ref())))?;
    // Types nest as deep as documents do, and the parser with them.
    with_deep_stack(move || is_rust(&generated))
}

fn is_rust(generated: &Generated) -> Result<(), String> {
    if generated.files.is_some() == generated.diagnostics.has_errors() {
        return Err("files and errors at once, or neither".to_owned());
    }
    let files = generated.files.iter().flat_map(|files| &files.0);
    for (path, text) in files.filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/")) {
        syn::parse_file(text).map_err(|error| format!("`{path}` is not Rust: {error}"))?;
        if text.contains("compile_error!") {
            return Err(format!("`{path}` holds tokens that are no items"));
        }
    }
    Ok(())
}

pub(crate) fn reason(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("of no text").to_owned()
}
