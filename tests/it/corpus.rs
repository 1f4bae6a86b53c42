//! Published documents and malformed ones, where a folder of them lies beside this repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright::diagnostic::Diagnostics;
use clientwright::source::Source;
use clientwright::{Config, document, emit, lower, render, with_deep_stack};
use clientwright_tests::{corpus, generate, root};

use crate::audit;

fn shared(name: &str) -> Option<PathBuf> {
    let folder = root().parent()?.join("shared").join(name);
    if !folder.is_dir() {
        println!("skipped: there is no folder {name} beside this repository");
        return None;
    }
    Some(folder)
}

/// The warnings of every published document, by their codes: a new one or one that is gone shows. And nothing of its
/// operations is missing that no warning speaks of.
#[test]
fn published_documents_give_a_client_and_no_other_warnings_than_were_reviewed() {
    let Some(folder) = shared("corpus") else { return };
    let entries = corpus::entries(&folder).unwrap();
    let next = AtomicUsize::new(0);
    let lines = Mutex::new(BTreeMap::new());
    let missing = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(entry) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let path = entry.path.clone();
                    let (codes, unaccounted) = with_deep_stack(move || codes(&path));
                    lines.lock().unwrap().insert(entry.name.clone(), codes);
                    let of_entry = unaccounted.iter().map(|line| format!("{}: {line}", entry.name));
                    missing.lock().unwrap().extend(of_entry);
                }
            });
        }
    });
    let lines = lines.into_inner().unwrap();
    assert_eq!(lines.len(), entries.len());
    let missing = missing.into_inner().unwrap();
    assert!(
        missing.is_empty(),
        "{} things are missing:\n{}",
        missing.len(),
        missing.join("\n")
    );
    let text: Vec<String> = lines.iter().map(|(name, codes)| format!("{name}: {codes}")).collect();
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("corpus", text.join("\n"));
    });
}

/// The codes of a document's warnings, or that it was refused and why; and what is missing without one.
fn codes(path: &Path) -> (String, Vec<String>) {
    let shown = path.file_name().unwrap().to_string_lossy().into_owned();
    let options = Config::new(path).crate_name("case").options(shown.clone());
    let mut diagnostics = Diagnostics::new();
    let source = Source::read(path, &shown, &mut diagnostics);
    let api = document::read(&source, &mut diagnostics)
        .and_then(|document| lower::lower(&document, &options, &mut diagnostics))
        .map(|(api, _)| api);
    let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    let codes = codes.into_iter().collect::<Vec<_>>().join(" ");
    match api.filter(|_| !diagnostics.has_errors()) {
        Some(api) => {
            let files = render::render(&emit::emit(&api), &shown);
            assert!(!files.0.is_empty(), "{shown}");
            (codes, audit::unaccounted(&source, &api, &diagnostics))
        }
        None => (format!("REFUSED {codes}"), Vec::new()),
    }
}

/// What is malformed is refused, told of, or fine, as the reasons beside it say.
#[test]
fn what_is_malformed_fares_as_its_reason_says() {
    let Some(folder) = shared("bad") else { return };
    let reasons = std::fs::read_to_string(folder.join("REASONS.tsv")).unwrap();
    let mut failures = Vec::new();
    for line in reasons.lines().skip(1) {
        let mut columns = line.split('\t');
        let (file, class) = (columns.next().unwrap(), columns.next().unwrap());
        let generated = generate(&folder.join(file), file);
        let (is_made, is_told) = (generated.files.is_some(), !generated.diagnostics.is_empty());
        assert_eq!(is_made, !generated.diagnostics.has_errors(), "{file}");
        let is_right = match class {
            "refuse" => !is_made,
            "told" => is_told,
            "warn" => is_made && is_told,
            "fine" => is_made,
            // Nothing is promised but that the run ends, and what it does is told.
            "hostile" | "version" => is_made || is_told,
            other => panic!("{file}: {other} is no class"),
        };
        if !is_right {
            let codes: Vec<&str> = generated.diagnostics.iter().map(|found| found.code.as_str()).collect();
            failures.push(format!("{file} ({class}): {is_made} {codes:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
