//! Generates a client for every document of a corpus, and prints what is in the document beside what is in the client.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example corpus -- CORPUS OUT [SLUG…]
//! ```

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use clientwright::diagnostic::Severity;
use clientwright::lower::{Options, UnknownEnumValues};
use clientwright::render::Files;
use clientwright::{Generated, with_deep_stack};
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [corpus, out, slugs @ ..] = arguments.as_slice() else {
        return Err("usage: corpus CORPUS OUT [SLUG…]".into());
    };
    let (corpus, out) = (Path::new(corpus), Path::new(out));
    println!("document\toperations\temitted\ttypes\tfields\tfree\terrors\tseconds\twarnings");
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv"))?;
    for line in index.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(slug), Some(file)) = (columns.next(), columns.next()) else {
            continue;
        };
        let name = package_name(slug, file);
        if slugs.is_empty() || slugs.iter().any(|wanted| wanted == slug || *wanted == name) {
            one(&corpus.join(slug).join(file), &name, out)?;
        }
    }
    Ok(())
}

fn one(path: &Path, name: &str, out: &Path) -> Result<(), Failure> {
    let start = Instant::now();
    let options = Options {
        package: name.to_owned(),
        version: "0.1.0".to_owned(),
        source: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        unknown_enum_values: UnknownEnumValues::Keep,
        strip_operation_prefix: None,
    };
    let document = path.to_owned();
    let generated = with_deep_stack(move || clientwright::generate(&document, &options));
    let seconds = start.elapsed().as_secs_f64();
    let (fields, free) = generated.files.as_ref().map_or((0, 0), fields);
    let errors = generated
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity() == Severity::Error)
        .count();
    let (emitted, types) = generated
        .facts
        .as_ref()
        .map_or((0, 0), |facts| (facts.operations, facts.types));
    println!(
        "{name}\t{}\t{emitted}\t{types}\t{fields}\t{free}\t{errors}\t{seconds:.2}\t{}",
        operations(&generated),
        warnings(&generated)
    );
    if let Some(files) = &generated.files {
        write(files, &out.join(name))?;
    }
    Ok(())
}

/// A name that is unique in the corpus.
fn package_name(slug: &str, file: &str) -> String {
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    let name = if slug == "ogen-positive" || slug.ends_with("-examples") {
        format!("{slug}-{stem}")
    } else {
        slug.to_owned()
    };
    name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
        .to_lowercase()
}

/// The operations of the document, counted in its text.
fn operations(generated: &Generated) -> usize {
    const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    let files = &generated.source.files;
    let paths = files
        .get("")
        .and_then(|file| file.value.as_ref()?.get("paths")?.as_object());
    let items = paths.into_iter().flatten().map(|(_, item)| item);
    items
        .map(|item| {
            let item = resolved(generated, item).unwrap_or(item);
            METHODS
                .iter()
                .filter(|method| item.get(**method).is_some_and(Value::is_object))
                .count()
        })
        .sum()
}

/// The path item that another file holds.
fn resolved<'g>(generated: &'g Generated, item: &Value) -> Option<&'g Value> {
    let reference = item.get("$ref")?.as_str()?;
    let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let file = generated.source.files.get(file.trim_start_matches("./"))?;
    file.value.as_ref()?.pointer(pointer)
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

fn warnings(generated: &Generated) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in generated.diagnostics.iter() {
        *counts.entry(diagnostic.code.as_str()).or_default() += 1;
    }
    let words: Vec<String> = counts.iter().map(|(code, count)| format!("{code}={count}")).collect();
    words.join(" ")
}

fn write(files: &Files, folder: &Path) -> Result<(), Failure> {
    for (path, text) in &files.0 {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}
