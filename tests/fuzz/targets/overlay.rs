//! An overlay of a small document: it is applied or refused, and what comes of it is a client or a refusal.

#![no_main]

use std::sync::LazyLock;

use clientwright::Config;
use clientwright_tests::generate_by;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

const DOCUMENT: &str = include_str!("../../learned/openapi.yaml");

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("document.yaml"), DOCUMENT).expect("a document");
    let config = "spec = 'document.yaml'\noutput = 'client'\noverlays = ['overlay.yaml']\n";
    std::fs::write(folder.path().join("clientwright.toml"), config).expect("a configuration");
    folder
});

fuzz_target!(|overlay: &[u8]| {
    let folder = FOLDER.path();
    std::fs::write(folder.join("overlay.yaml"), overlay).expect("an overlay");
    let config = Config::from_file(folder.join("clientwright.toml")).expect("a configuration");
    let spec = config.spec.clone();
    let generated = generate_by(config, &spec, "document.yaml");
    assert_eq!(generated.files.is_none(), generated.diagnostics.has_errors());
});
