//! The other files that are read: configurations, locks, lists of public items, and what was observed of a server.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use clientwright::Config;
use clientwright::config::read_lock;
use clientwright::learn::Observed;
use clientwright::surface::Surface;
use clientwright_tests::root;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let path = FOLDER.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

fuzz_target!(|input: &[u8]| {
    let Some((kind, bytes)) = input.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(bytes);
    let config = Config::new(root().join("tests/learned/openapi.yaml")).crate_name("fuzzed");
    match kind {
        b'c' => _ = Config::all_from_file(written("clientwright.toml", bytes)),
        b'l' => {
            let Ok(lock) = read_lock(&written("clientwright.lock", bytes)) else {
                return;
            };
            let options = config.options("document.yaml".to_owned()).after(lock);
            let generated = clientwright::generate(&config.spec, &options);
            assert_eq!(generated.files.is_none(), generated.diagnostics.has_errors());
        }
        b's' => _ = Surface::parse(&text),
        _ => {
            let Ok(observed) = Observed::read(&text) else { return };
            let options = config.options("document.yaml".to_owned());
            _ = clientwright::learn(&config.spec, &options, &observed);
        }
    }
});
