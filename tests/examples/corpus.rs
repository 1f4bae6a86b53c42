//! Generates a client for every document of a folder, and prints what is in the document beside what is in the client, and
//! the table of codes of README.md on standard error.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example corpus -- crate|module|examples CORPUS OUT [SLUG…]
//! ```
//!
//! With `module`, each client is a module that is included two modules deep in a crate with strict lints. With `examples`,
//! each crate has all examples of its documentation as a program, `examples/documented.rs`.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use clientwright::Generated;
use clientwright::diagnostic::Severity;
use clientwright::render::Files;
use clientwright::render::module::{Features, module};
use clientwright_tests::{METHODS, configuration, corpus, documented, generate_by, references};
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [form, folder, out, slugs @ ..] = arguments.as_slice() else {
        return Err("usage: corpus crate|module|examples CORPUS OUT [SLUG…]".into());
    };
    let form: Form = match form.as_str() {
        "module" => |files, name| including(files, name),
        "examples" => |files, _| Ok(documented(files)),
        _ => |files, _| Ok(files.clone()),
    };
    let (folder, out) = (Path::new(folder), Path::new(out));
    println!("document\toperations\temitted\ttypes\tfields\tfree\terrors\tseconds\twarnings");
    let mut totals = Totals::new();
    for entry in corpus::entries(folder)? {
        if slugs.is_empty() || slugs.contains(&entry.name) {
            let counts = one(&entry.path, &entry.name, out, form)?;
            for (code, count) in counts {
                let (times, documents) = totals.entry(code).or_default();
                *times += count;
                *documents += 1;
            }
        }
    }
    print_table(totals);
    Ok(())
}

/// How often each code was reported, and in how many documents.
type Totals = BTreeMap<&'static str, (usize, usize)>;

/// The table of codes in README.md.
fn print_table(totals: Totals) {
    let mut rows: Vec<_> = totals.into_iter().collect();
    rows.sort_by_key(|(code, (times, _))| (std::cmp::Reverse(*times), *code));
    eprintln!("\n| code | times | documents |\n|---|--:|--:|");
    for (code, (times, documents)) in rows {
        eprintln!("| `{code}` | {} | {documents} |", with_commas(times));
    }
}

fn with_commas(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", with_commas(thousands)),
    }
}

/// The files that are compiled, of those of a crate of this name.
type Form = fn(&Files, &str) -> Result<Files, Failure>;

/// A crate with a program of all examples in its documentation.
fn documented(files: &Files) -> Files {
    let sources = files.0.iter().filter(|(path, _)| path.ends_with(".rs"));
    let examples: Vec<String> = sources.flat_map(|(_, text)| documented::examples(text)).collect();
    let functions = documented::functions(&examples);
    let program = format!("//! All examples.\n#![allow(warnings)]\n\nfn main() {{}}\n\n{functions}");
    let mut files = files.clone();
    files.0.insert("examples/documented.rs".to_owned(), program);
    files
}

/// A crate that includes a client as a module, with all features.
fn including(files: &Files, name: &str) -> Result<Files, Failure> {
    let features = ["blocking", "tracing"].map(str::to_owned);
    let features = Features::of(files, &features, true)?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{}",
        features.needs()
    );
    let root = "//! Includes a client.\n#![warn(clippy::pedantic, missing_docs, unreachable_pub, unused, rustdoc::all)]\n\n/// Outer.\npub mod outer {\n    /// The client.\n    pub mod client {\n        include!(\"client.rs\");\n    }\n}\n";
    let files = [
        ("Cargo.toml", manifest),
        ("src/lib.rs", root.to_owned()),
        ("src/client.rs", module(files, &features)),
    ];
    Ok(Files(files.map(|(path, text)| (path.to_owned(), text)).into()))
}

fn one(path: &Path, name: &str, out: &Path, form: Form) -> Result<BTreeMap<&'static str, usize>, Failure> {
    let start = Instant::now();
    let shown = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let generated = generate_by(configuration(path, name)?, path, &shown);
    let seconds = start.elapsed().as_secs_f64();
    let (fields, free) = generated.files.as_ref().map_or((0, 0), fields);
    let errors = generated
        .diagnostics
        .iter()
        .filter(|diagnostic| generated.diagnostics.severity(diagnostic) == Severity::Error)
        .count();
    let (emitted, types) = generated
        .facts
        .as_ref()
        .map_or((0, 0), |facts| (facts.operations, facts.types));
    let counts = warnings(&generated);
    let words: Vec<String> = counts.iter().map(|(code, count)| format!("{code}={count}")).collect();
    println!(
        "{name}\t{}\t{emitted}\t{types}\t{fields}\t{free}\t{errors}\t{seconds:.2}\t{}",
        expected(&generated),
        words.join(" ")
    );
    if let Some(files) = &generated.files {
        corpus::write(&form(files, name)?, &out.join(name))?;
    }
    Ok(counts)
}

/// The operations that the client is to have: those of the document, counted in its text, unless it is a selection of them.
fn expected(generated: &Generated) -> usize {
    let all = operations(generated);
    let coverage = generated.facts.as_ref().and_then(|facts| facts.coverage);
    let taken = coverage.filter(|coverage| coverage.operations.all == all);
    taken.map_or(all, |coverage| coverage.operations.taken)
}

/// The operations of the document, counted in its text.
fn operations(generated: &Generated) -> usize {
    let files = &generated.source.files;
    let paths = files
        .get("")
        .and_then(|file| file.value.as_ref()?.get("paths")?.as_object());
    let items = paths.into_iter().flatten().map(|(_, item)| item);
    items
        .map(|item| {
            let item = resolved(generated, item).unwrap_or(item);
            let usual = METHODS.iter().filter_map(|method| item.get(*method));
            let additional = item.get("additionalOperations").and_then(Value::as_object);
            let additional = additional.into_iter().flat_map(|operations| operations.values());
            usual
                .chain(additional)
                .filter(|operation| operation.is_object())
                .count()
        })
        .sum()
}

/// The path item that a reference leads to.
fn resolved<'g>(generated: &'g Generated, item: &Value) -> Option<&'g Value> {
    let reference = item.get("$ref")?.as_str()?;
    references::target(&generated.source, "", reference).map(|target| target.value)
}

/// Fields in all, and those that hold any JSON value.
fn fields(files: &Files) -> (usize, usize) {
    let lines = files
        .0
        .iter()
        .filter(|(path, _)| path.starts_with("src/types/"))
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.starts_with("    pub ") && !line.contains(" fn "));
    lines.fold((0, 0), |(all, free), line| {
        (all + 1, free + usize::from(line.contains("serde_json::")))
    })
}

fn warnings(generated: &Generated) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in generated.diagnostics.iter() {
        *counts.entry(diagnostic.code.as_str()).or_default() += 1;
    }
    counts
}
