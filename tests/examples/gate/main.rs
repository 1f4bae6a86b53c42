//! The round-trip gate: values made from each document's schemas, by code that shares nothing with the generator, go
//! through the emitted types and must come back. `tests/round-trip.sh` compiles what `write` writes, runs it, and has `judge`
//! judge the results.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example gate -- write CORPUS OUT [SLUG…]
//! cargo run --release -p clientwright-tests --example gate -- judge CASES RESULTS
//! ```

mod compare;
mod conditions;
mod declared;
mod document;
mod elements;
mod examples;
mod invalid;
mod judge;
mod krate;
mod listed;
mod lists;
mod places;
mod synthesis;
mod tags;
#[cfg(test)]
mod tests;
mod types;
mod unions;
mod valid;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clientwright_tests::{corpus, generate_as, inspect_as};
use document::{Document, Node};
use examples::Example;
use serde_json::Value;
use types::{Direction, Types};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["write", folder, out, slugs @ ..] => write(Path::new(folder), Path::new(out), slugs),
        ["judge", cases, results] => judge(Path::new(cases), Path::new(results)),
        _ => Err("usage: gate write CORPUS OUT [SLUG…], or gate judge CASES RESULTS".into()),
    }
}

fn write(folder: &Path, out: &Path, slugs: &[&str]) -> Result<(), Failure> {
    for entry in corpus::entries(folder)? {
        if slugs.is_empty() || slugs.contains(&entry.name.as_str()) {
            one(&entry.path, &entry.name, &out.join(&entry.name))?;
        }
    }
    Ok(())
}

/// Prints the failures, and in the last line the counts.
fn judge(cases: &Path, results: &Path) -> Result<(), Failure> {
    let tally = judge::judge(cases, results)?;
    for failure in &tally.failures {
        println!("{failure}");
    }
    println!("= {} {} {}", tally.tried, tally.refused, tally.failures.len());
    Ok(())
}

fn one(path: &Path, name: &str, out: &Path) -> Result<(), Failure> {
    let shown = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let generated = generate_as(path, &shown, name);
    let Some(files) = generated.files else {
        println!("{name}\trefused");
        return Ok(());
    };
    let document = Document::new(&generated.source);
    let inspected = inspect_as(path, &shown, name);
    let origins = inspected.report.map(|report| types::origins(&report, &shown));
    let types = Types::of(&files.0, &document, &origins.unwrap_or_default());
    let mut gate = Gate::default();
    let components = document.components();
    for (component, schema) in &components {
        // A component that only refers to a schema in another file is that one's type.
        let target = document.target(*schema);
        let own = types.own(*schema, Direction::Received);
        match own.or_else(|| types.own(target?, Direction::Received)) {
            Some(ty) => gate.schema(&document, *schema, component, ty),
            None if types.is_form(target.unwrap_or(*schema)) => {}
            None => gate.missing(component),
        }
    }
    let named: BTreeSet<*const Value> = components
        .iter()
        .map(|(_, schema)| std::ptr::from_ref(schema.value))
        .collect();
    for place in types.places() {
        let alone = places::alone(&document, &place.file, &place.pointer);
        let inline = alone.filter(|schema| !named.contains(&std::ptr::from_ref(schema.value)));
        if let Some((schema, ty)) = inline.and_then(|schema| Some((schema, types.own(schema, Direction::Received)?))) {
            gate.schema(&document, schema, &format!("{}#{}", place.file, place.pointer), ty);
        }
    }
    for example in examples::of_bodies(&document) {
        if let Some(ty) = types.of_schema(&document, example.schema, example.direction) {
            gate.body(&document, &example, &ty);
        }
    }
    krate::write(&files.0, &types::module(&gate.arms), out)?;
    std::fs::write(out.join("cases.tsv"), gate.lines.join("\n"))?;
    std::fs::write(out.join("refused.tsv"), gate.refused.join("\n"))?;
    std::fs::write(out.join("document.txt"), path.to_string_lossy().as_bytes())?;
    println!("{name}\t{}\t{}\t{}", gate.schemas, gate.bodies, gate.refused.len());
    Ok(())
}

/// The values to be sent through the types, and the types by the keys of the schemas.
#[derive(Default)]
struct Gate {
    lines: Vec<String>,
    arms: BTreeMap<String, String>,
    schemas: usize,
    bodies: usize,
    /// The examples that their own schema refuses.
    refused: Vec<String>,
}

impl Gate {
    /// A component that no emitted type stands for fails.
    fn missing(&mut self, component: &str) {
        self.lines.push(format!("valid\t{component}\tnull\tnull"));
    }

    fn schema<'d>(&mut self, document: &Document<'d>, schema: Node<'d>, key: &str, ty: &str) {
        self.schemas += 1;
        self.arms.insert(key.to_owned(), ty.to_owned());
        for value in synthesis::values(document, schema) {
            let declared = declared::declared(document, schema, &value, None);
            self.lines.push(format!("valid\t{key}\t{declared}\t{value}"));
        }
        if let Some((expected, value)) = synthesis::with_an_undeclared_member(document, schema) {
            let declared = declared::declared(document, schema, &expected, None);
            self.lines.push(format!("valid\t{key}\t{declared}\t{value}"));
        }
        for value in examples::of_schema(schema) {
            self.example(document, schema, key, value, None);
        }
        for (expected, value) in invalid::values(document, schema) {
            self.lines.push(format!("invalid\t{key}\t{expected}\t{value}"));
        }
    }

    fn body<'d>(&mut self, document: &Document<'d>, example: &Example<'d>, ty: &str) {
        let key = match example.direction {
            Direction::Received => format!("received {}", example.pointer),
            Direction::Sent => format!("sent {}", example.pointer),
        };
        self.arms.insert(key.clone(), ty.to_owned());
        let is_valid = self.example(document, example.schema, &key, example.value, Some(example.direction));
        self.bodies += usize::from(is_valid);
    }

    /// An example that is valid by the letter must come back, but for members that no schema declares; one that its own
    /// schema refuses is counted. That null is allowed is a matter of where a type is used.
    fn example<'d>(
        &mut self,
        document: &Document<'d>,
        schema: Node<'d>,
        key: &str,
        value: &Value,
        direction: Option<Direction>,
    ) -> bool {
        let is_valid = valid::is_valid(document, schema, value);
        if !is_valid {
            self.refused.push(format!("{key}\t{value}"));
        }
        if is_valid && !value.is_null() {
            let declared = declared::declared(document, schema, value, direction);
            self.lines.push(format!("valid\t{key}\t{declared}\t{value}"));
        }
        is_valid && !value.is_null()
    }
}
