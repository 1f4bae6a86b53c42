//! The round-trip gate: values made from each document's schemas, by code that shares nothing with the generator, go
//! through the emitted types and must come back. This writes the clients and the values; `tests/round-trip.sh` runs them.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example gate -- CORPUS OUT [SLUG…]
//! ```

mod document;
mod invalid;
mod synthesis;
mod valid;

use std::collections::BTreeMap;
use std::path::Path;

use clientwright_tests::{corpus, generate_as};
use document::Document;
use serde_json::Value;

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
    let types = types(&files.0);
    let document = Document::new(&generated.source);
    let mut lines = Vec::new();
    let mut schemas = 0;
    for (component, schema) in document.components() {
        schemas += 1;
        for value in synthesis::values(&document, schema) {
            lines.push(format!("valid\t{component}\t{value}\t{value}"));
        }
        for example in ["example", "examples"].iter().filter_map(|key| schema.value.get(*key)) {
            let several = example.as_array().filter(|_| schema.value.get("examples").is_some());
            let examples = several.map_or_else(|| vec![example], |several| several.iter().collect());
            for example in examples
                .into_iter()
                .filter(|example| valid::is_valid(&document, schema, example))
            {
                let declared = synthesis_free(&document, schema, example);
                lines.push(format!("valid\t{component}\t{declared}\t{declared}"));
            }
        }
        for (expected, value) in invalid::values(&document, schema) {
            lines.push(format!("invalid\t{component}\t{expected}\t{value}"));
        }
    }
    std::fs::write(out.join("cases.tsv"), lines.join("\n"))?;
    let krate = name.replace('-', "_");
    let client = include_str!("client.rs").replace("CRATE", &krate);
    std::fs::write(out.join("src/main.rs"), client)?;
    let library = std::fs::read_to_string(out.join("src/lib.rs"))?;
    std::fs::write(
        out.join("src/lib.rs"),
        library + "\n#[allow(missing_docs)]\npub mod gate;\n",
    )?;
    std::fs::write(out.join("src/gate.rs"), gate(&types))?;
    println!("{name}\t{schemas}\t{}", lines.len());
    Ok(())
}

/// The example without members that no schema declares, which need not come back.
fn synthesis_free(document: &Document<'_>, schema: document::Node<'_>, example: &Value) -> Value {
    invalid::declared(document, schema, example, 0)
}

/// The emitted types by the component that their documentation names.
fn types(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for (_, text) in files.iter().filter(|(path, _)| path.starts_with("src/types/")) {
        let mut place = None;
        for line in text.lines() {
            let quoted = line.strip_prefix("/// ").map(|line| line.trim_matches('`'));
            if let Some(name) = quoted.and_then(|line| line.strip_prefix("#/components/schemas/")) {
                place = Some(name).filter(|name| !name.contains('/'));
            }
            let item = ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .find_map(|word| line.strip_prefix(word));
            if let (Some(item), Some(component)) = (item, place.take_if(|_| item.is_some())) {
                let name: String = item
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                    .collect();
                let component = component.replace("~1", "/").replace("~0", "~");
                types.entry(component).or_insert(name);
            }
        }
    }
    types
}

fn gate(types: &BTreeMap<String, String>) -> String {
    let arms: String = types
        .iter()
        .map(|(component, name)| format!("        {component:?} => again::<crate::types::{name}>(text),\n"))
        .collect();
    format!(
        "use crate::runtime::json::{{Json, from_str, to_string}};

fn again<T: Json>(text: &str) -> Result<String, String> {{
    from_str::<T>(text).map(|value| to_string(&value)).map_err(|error| error.to_string())
}}

pub fn round_trip(schema: &str, text: &str) -> Option<Result<String, String>> {{
    Some(match schema {{
{arms}        _ => return None,
    }})
}}
"
    )
}
