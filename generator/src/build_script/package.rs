//! The package that a build script belongs to: whether it can include a module.

use std::path::Path;

use toml::{Table, Value};

use crate::prose::{Shown, shown};
use crate::render::module::Dependencies;

/// The edition of the emitted code.
const EDITION: &str = "2024";

/// What the manifest of a package lacks for a module with these dependencies; nothing where it can't be read.
pub(super) fn lacks(manifest: &Path, needs: &Dependencies) -> Option<Shown> {
    let manifest: Table = std::fs::read_to_string(manifest).ok()?.parse().ok()?;
    let known = dependencies(&manifest);
    let missing: Vec<&str> = needs.names().filter(|name| !known.contains(&written(name))).collect();
    match (is_old(&manifest), missing.as_slice()) {
        (true, _) => Some(shown!["the generated module needs edition ", EDITION]),
        (false, []) => None,
        (false, names) => Some(shown![
            "the generated module needs dependencies that Cargo.toml doesn't have: ",
            Shown::line(names.join(", "))
        ]),
    }
}

/// The names by which the code can refer to other crates.
fn dependencies(manifest: &Table) -> Vec<String> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flatten();
    let tables = std::iter::once(manifest).chain(targets.filter_map(|(_, target)| target.as_table()));
    let names = tables
        .filter_map(|table| table.get("dependencies")?.as_table())
        .flat_map(Table::keys);
    names.map(|name| written(name)).collect()
}

/// A name as code has it.
fn written(name: &str) -> String {
    name.replace('-', "_")
}

/// Whether the edition is too old. That of a workspace stands elsewhere, and Cargo takes care of newer ones.
fn is_old(manifest: &Table) -> bool {
    let package = manifest.get("package").and_then(Value::as_table);
    match package.and_then(|package| package.get("edition")) {
        Some(Value::String(edition)) => edition.as_str() < EDITION,
        Some(_) => false,
        None => true,
    }
}
