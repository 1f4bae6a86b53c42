//! Measures the names of the clients for all documents of a folder, as they are generated or as they lie in another folder.
//!
//! ```text
//! cargo run -p clientwright-tests --example names -- CORPUS [EMITTED]
//! ```
//!
//! Prints a row for each measure; with the environment variable `NAMES=1`, also the names.

use std::collections::BTreeMap;
use std::path::Path;

use clientwright::Config;
use clientwright::render::Files;
use clientwright_tests::corpus::{self, Entry};
use clientwright_tests::generate_by;
use clientwright_tests::name_measures::{Measures, of, texts};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (corpus, emitted) = match arguments.as_slice() {
        [corpus] => (Path::new(corpus), None),
        [corpus, emitted] => (Path::new(corpus), Some(Path::new(emitted))),
        _ => return Err("usage: names CORPUS [EMITTED]".into()),
    };
    let mut documents: BTreeMap<String, Measures> = BTreeMap::new();
    for entry in corpus::entries(corpus)? {
        let files = match emitted {
            Some(folder) => corpus::read(&folder.join(&entry.name))?,
            None => generated(&entry),
        };
        documents.insert(entry.name, of(&files, &texts(&entry.path)));
    }
    let mut all = Measures::default();
    documents.values().for_each(|measures| all.add(measures.clone()));
    println!("measure\tcount\tof\tpercent\tdocuments");
    row(
        "hashes",
        &all.hashes,
        all.names,
        documents.values().map(|one| &one.hashes),
    );
    row(
        "spelled separators",
        &all.spelled,
        all.names,
        documents.values().map(|one| &one.spelled),
    );
    row(
        "stutter",
        &all.stutter,
        all.methods,
        documents.values().map(|one| &one.stutter),
    );
    row(
        "stutter where names meet",
        &all.meeting,
        all.methods,
        documents.values().map(|one| &one.meeting),
    );
    row(
        "over 60 letters",
        &all.long,
        all.names,
        documents.values().map(|one| &one.long),
    );
    if std::env::var_os("NAMES").is_some() {
        for (name, one) in &documents {
            for (measure, names) in [
                ("hash", &one.hashes),
                ("spelled", &one.spelled),
                ("stutter", &one.stutter),
                ("meeting", &one.meeting),
                ("long", &one.long),
            ] {
                names.iter().for_each(|found| println!("{measure}\t{name}\t{found}"));
            }
        }
    }
    Ok(())
}

fn generated(entry: &Entry) -> Files {
    let shown = entry
        .path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let name = format!("x-{}", entry.name);
    let generated = generate_by(Config::new(&entry.path).crate_name(&name), &entry.path, &shown);
    generated.files.unwrap_or_else(|| Files(BTreeMap::new()))
}

fn row<'m>(measure: &str, found: &[String], of: usize, documents: impl Iterator<Item = &'m Vec<String>>) {
    let percent = found.len() as f64 * 100.0 / of.max(1) as f64;
    let documents = documents.filter(|names| !names.is_empty()).count();
    println!("{measure}\t{}\t{of}\t{percent:.2}\t{documents}", found.len());
}
