//! Published documents and malformed ones, where a folder of them lies beside this repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_tests::{corpus, generate, root};

fn shared(name: &str) -> Option<PathBuf> {
    let folder = root().parent()?.join("shared").join(name);
    if !folder.is_dir() {
        println!("skipped: there is no folder {name} beside this repository");
        return None;
    }
    Some(folder)
}

/// The warnings of every published document, by their codes: a new one or one that is gone shows.
#[test]
fn published_documents_give_a_client_and_no_other_warnings_than_were_reviewed() {
    let Some(folder) = shared("corpus") else { return };
    let entries = corpus::entries(&folder).unwrap();
    let next = AtomicUsize::new(0);
    let lines = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(entry) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
                    lines.lock().unwrap().insert(entry.name.clone(), codes(&entry.path));
                }
            });
        }
    });
    let lines = lines.into_inner().unwrap();
    assert_eq!(lines.len(), entries.len());
    let text: Vec<String> = lines.iter().map(|(name, codes)| format!("{name}: {codes}")).collect();
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("corpus", text.join("\n"));
    });
}

/// The codes of a document's warnings, or that it was refused and why.
fn codes(path: &Path) -> String {
    let shown = path.file_name().unwrap().to_string_lossy().into_owned();
    let generated = generate(path, &shown);
    let codes: BTreeSet<&str> = generated
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    let codes = codes.into_iter().collect::<Vec<_>>().join(" ");
    match generated.files {
        Some(_) => codes,
        None => format!("REFUSED {codes}"),
    }
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
