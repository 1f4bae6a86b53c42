//! Same input, same bytes, and the committed client is what is generated.

use std::path::Path;

use clientwright::Config;
use clientwright::config::read_lock;
use clientwright::output::{self, HandEdits, LockFile};
use clientwright_tests::{generate, root};

#[test]
fn the_committed_client_is_fresh() {
    let config = Config::read(&root().join("clientwright.toml")).unwrap();
    let before = read_lock(&config.lock_path()).unwrap();
    let options = config.options(config.spec.to_string_lossy().into_owned()).after(before);
    let generated = clientwright::generate(&root().join(&config.spec), &options);
    let lock = LockFile::new(config.lock_path(), &generated.lock.unwrap());
    let diff = output::check_with_lock(&root().join(&config.output), &generated.files.unwrap(), &lock);
    assert_eq!(diff, "");
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let spec = root().join("spec/stackone.yaml");
    let first = generate(&spec, "spec/stackone.yaml").files.unwrap();
    let second = generate(&spec, "spec/stackone.yaml").files.unwrap();
    assert!(first == second && first.0.len() > 40);
}

#[test]
fn no_absolute_path_gets_into_a_file() {
    let files = generate(&root().join("spec/stackone.yaml"), "spec/stackone.yaml")
        .files
        .unwrap();
    let here = root().to_string_lossy().into_owned();
    assert!(files.0.values().all(|text| !text.contains(&here)));
}

/// The document as a documentation page gives the same crate, but for the name of the source.
#[test]
fn a_page_gives_the_same_crate_as_its_document() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(root().join("spec/stackone.yaml")).unwrap();
    let page = folder.path().join("page.md");
    std::fs::write(
        &page,
        format!("# Create\n\n````yaml post /connect_sessions\n{text}````\n"),
    )
    .unwrap();
    let of_page = generate(&page, "spec/stackone.yaml").files.unwrap();
    let of_document = generate(&root().join("spec/stackone.yaml"), "spec/stackone.yaml")
        .files
        .unwrap();
    assert!(of_page == of_document);
}

#[test]
fn a_refused_document_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let spec = root().join("spec/stackone.yaml");
    let out = folder.path().join("out");
    output::write(&out, &generate(&spec, "x").files.unwrap(), HandEdits::Keep).unwrap();
    let before = std::fs::read_to_string(out.join("src/lib.rs")).unwrap();
    let bad = folder.path().join("bad.yaml");
    std::fs::write(&bad, "swagger: '2.0'\n").unwrap();
    let refused = Config::new(&bad).out_dir(&out).generate().unwrap_err();
    assert!(refused.to_string().contains("unsupported-version"));
    assert_eq!(std::fs::read_to_string(out.join("src/lib.rs")).unwrap(), before);
    assert!(!Path::new("bad").exists());
}
