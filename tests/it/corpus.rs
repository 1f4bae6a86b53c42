//! Published documents and malformed ones, where a folder of them lies beside this repository.

use std::path::PathBuf;

use clientwright_tests::{generate, root};

fn shared(name: &str) -> Option<PathBuf> {
    let folder = root().parent()?.join("shared").join(name);
    if !folder.is_dir() {
        println!("skipped: there is no folder {name} beside this repository");
        return None;
    }
    Some(folder)
}

/// Documents of the index up to this size, so that the test is quick unoptimised; the script tries all.
const MAX_BYTES: u64 = 600_000;

#[test]
fn published_documents_are_not_refused() {
    let Some(folder) = shared("corpus") else { return };
    let index = std::fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let mut tried = 0;
    for line in index.lines().skip(1) {
        let mut columns = line.split('\t');
        let (slug, file) = (columns.next().unwrap(), columns.next().unwrap());
        let path = folder.join(slug).join(file);
        if std::fs::metadata(&path).unwrap().len() > MAX_BYTES {
            continue;
        }
        let generated = generate(&path, file);
        let refusals: Vec<_> = generated
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity() == clientwright::diagnostic::Severity::Error)
            .collect();
        assert!(generated.files.is_some(), "{slug}/{file}: {refusals:?}");
        tried += 1;
    }
    assert!(tried > 40, "only {tried} documents were tried");
}

#[test]
fn nothing_malformed_makes_it_panic() {
    let Some(folder) = shared("bad") else { return };
    let reasons = std::fs::read_to_string(folder.join("REASONS.tsv")).unwrap();
    for line in reasons.lines().skip(1) {
        let file = line.split('\t').next().unwrap();
        let generated = generate(&folder.join(file), file);
        assert_eq!(generated.files.is_none(), generated.diagnostics.has_errors(), "{file}");
    }
}
