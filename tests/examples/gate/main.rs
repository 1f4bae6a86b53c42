//! The round-trip gate: values made from each document's schemas, by code that shares nothing with the generator, go
//! through the emitted types and must come back. This writes the clients and the values; `tests/round-trip.sh` runs them.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example gate -- CORPUS OUT [SLUG…]
//! ```

mod document;
mod examples;
mod invalid;
mod synthesis;
mod types;
mod valid;

use std::collections::BTreeMap;
use std::path::Path;

use clientwright_tests::{corpus, generate_as};
use document::{Document, Node};
use serde_json::Value;
use types::Types;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, slugs @ ..] = arguments.as_slice() else {
        return Err("usage: gate CORPUS OUT [SLUG…]".into());
    };
    for entry in corpus::entries(Path::new(folder))? {
        if slugs.is_empty() || slugs.contains(&entry.name) {
            one(&entry.path, &entry.name, &Path::new(out).join(&entry.name))?;
        }
    }
    Ok(())
}

fn one(path: &Path, name: &str, out: &Path) -> Result<(), Failure> {
    let shown = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let generated = generate_as(path, &shown, name);
    let Some(files) = generated.files else {
        println!("{name}\trefused");
        return Ok(());
    };
    corpus::write(&files, out)?;
    let types = Types::of(&files.0);
    let document = Document::new(&generated.source);
    let mut gate = Gate::default();
    let components = document.components();
    for (component, schema) in &components {
        let Some(ty) = types.component(component) else {
            gate.missing(component);
            continue;
        };
        gate.schema(&document, *schema, component, ty);
    }
    let schemas = components.len();
    let mut bodies = 0;
    for example in examples::of_bodies(&document) {
        let ty = types.of_schema(example.schema, &example.pointer, example.direction);
        if let Some(ty) = ty
            && gate.example(&document, example.schema, &example.pointer, &ty, example.value)
        {
            bodies += 1;
        }
    }
    let one_sided = document
        .one_sided_names()
        .into_iter()
        .map(|name| format!("one-sided\t{name}\t\t"));
    let lines: Vec<String> = one_sided.chain(gate.lines.iter().cloned()).collect();
    std::fs::write(out.join("cases.tsv"), lines.join("\n"))?;
    let package = package(&files.0).ok_or("the emitted crate has no name")?;
    let krate = package.replace('-', "_");
    let client = include_str!("client.rs").replace("CRATE", &krate);
    std::fs::write(out.join("src/main.rs"), client)?;
    let library = std::fs::read_to_string(out.join("src/lib.rs"))?;
    std::fs::write(
        out.join("src/lib.rs"),
        library + "\n#[allow(missing_docs)]\npub mod gate;\n",
    )?;
    std::fs::write(out.join("src/gate.rs"), types::module(&gate.arms))?;
    println!("{name}\t{schemas}\t{bodies}");
    Ok(())
}

/// The emitted package's name.
fn package(files: &BTreeMap<String, String>) -> Option<String> {
    let line = files
        .get("Cargo.toml")?
        .lines()
        .find(|line| line.starts_with("name = "))?;
    Some(line.trim_start_matches("name = ").trim_matches('"').to_owned())
}

/// The values to be sent through the types, and the types by the keys of the schemas.
#[derive(Default)]
struct Gate {
    lines: Vec<String>,
    arms: BTreeMap<String, String>,
}

impl Gate {
    /// A component that no emitted type stands for fails.
    fn missing(&mut self, component: &str) {
        self.lines.push(format!("valid\t{component}\tnull\tnull"));
    }

    fn schema<'d>(&mut self, document: &Document<'d>, schema: Node<'d>, key: &str, ty: &str) {
        self.arms.insert(key.to_owned(), ty.to_owned());
        for value in synthesis::values(document, schema) {
            self.lines.push(format!("valid\t{key}\t{value}\t{value}"));
        }
        if let Some((expected, value)) = synthesis::with_an_undeclared_member(document, schema) {
            self.lines.push(format!("valid\t{key}\t{expected}\t{value}"));
        }
        for value in examples::of_schema(schema) {
            self.example(document, schema, key, ty, value);
        }
        for (expected, value) in invalid::values(document, schema) {
            self.lines.push(format!("invalid\t{key}\t{expected}\t{value}"));
        }
    }

    /// An example that is valid by the letter must come back, but for members that no schema declares.
    fn example<'d>(&mut self, document: &Document<'d>, schema: Node<'d>, key: &str, ty: &str, value: &Value) -> bool {
        if value.is_null() || !valid::is_valid(document, schema, value) {
            return false;
        }
        self.arms.insert(key.to_owned(), ty.to_owned());
        let declared = invalid::declared(document, schema, value, 0);
        self.lines.push(format!("valid\t{key}\t{declared}\t{value}"));
        true
    }
}
