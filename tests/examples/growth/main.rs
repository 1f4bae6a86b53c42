//! Writes documents that grow along one line each: a document of a size, and one of twice that size.
//!
//! ```text
//! cargo run -p clientwright-tests --example growth -- FOLDER [FAMILY…]
//! ```
//!
//! Prints a line for each family: its name and the two files. `tests/growth.sh` generates from them and measures.

#![allow(clippy::indexing_slicing, reason = "indexing a JSON value adds what is not there")]

mod calls;
mod copies;
mod names;
mod schemas;
mod texts;

use std::path::Path;

use serde_json::{Value, json};

/// Documents that grow along one line.
struct Family {
    name: &'static str,
    /// How large the smaller of the two documents is.
    size: usize,
    text: fn(usize) -> String,
}

impl Family {
    const fn new(name: &'static str, size: usize, text: fn(usize) -> String) -> Self {
        Self { name, size, text }
    }
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((folder, wanted)) = arguments.split_first() else {
        return Err(std::io::Error::other("usage: growth FOLDER [FAMILY…]"));
    };
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder)?;
    let families = [calls::ALL, copies::ALL, names::ALL, schemas::ALL, texts::ALL];
    for family in families.into_iter().flatten() {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == family.name) {
            continue;
        }
        let mut line = family.name.to_owned();
        for size in [family.size, 2 * family.size] {
            let path = folder.join(format!("{}-{size}.json", family.name));
            let text = (family.text)(size);
            std::fs::write(path.with_extension("changed.json"), changed(&text))?;
            std::fs::write(&path, text)?;
            line.push_str(&format!("\t{}", path.display()));
        }
        println!("{line}");
    }
    Ok(())
}

/// The document with other types and other successes: whatever has either changes.
fn changed(text: &str) -> String {
    let changes = [
        (r#""string""#, r#""boolean""#),
        (r#""integer""#, r#""string""#),
        (r#""200":"#, r#""201":"#),
        (r#""204":"#, r#""205":"#),
        (r#""required":"#, r#""x-required":"#),
    ];
    changes
        .into_iter()
        .fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
}

/// A document of these paths and components, on one line.
fn document(paths: Value, components: Value) -> String {
    let info = json!({"title": "Growing", "version": "1"});
    json!({"openapi": "3.1.0", "info": info, "paths": paths, "components": components}).to_string()
}

/// A document of these schemas.
fn of_schemas(schemas: Value) -> String {
    document(one_path(), json!({"schemas": schemas}))
}

/// A document of these operations, as the members of `paths`.
fn of_paths(paths: Value) -> String {
    document(paths, json!({}))
}

fn one_path() -> Value {
    json!({"/one": {"get": operation()}})
}

fn operation() -> Value {
    json!({"responses": {"204": {"description": "Done."}}})
}

/// An object with a member for each number below `size`.
fn members(size: usize, member: impl Fn(usize) -> (String, Value)) -> Value {
    Value::Object((0..size).map(member).collect())
}

/// A list with an element for each number below `size`.
fn elements(size: usize, element: impl Fn(usize) -> Value) -> Value {
    Value::Array((0..size).map(element).collect())
}

fn schema_ref(name: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn json_content(schema: Value) -> Value {
    json!({"application/json": {"schema": schema}})
}
