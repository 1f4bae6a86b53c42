//! What the tests share: generating from a text, and the folders of this repository.

pub mod changes;
pub mod compiled;
pub mod consumer;
pub mod corners;
#[path = "corpus_folder.rs"]
pub mod corpus;
pub mod documented;
#[path = "hostile/mod.rs"]
pub mod hostile;
mod listing;
#[path = "mutations.rs"]
pub mod mutations;
#[path = "name_measures.rs"]
pub mod name_measures;
#[path = "references.rs"]
pub mod references;

use std::path::{Path, PathBuf};

pub use listing::documents;

use clientwright::config::{ConfigError, read_lock};
use clientwright::{Config, Generated, Inspected, with_deep_stack};

/// The keys of a path item that are methods: OpenAPI 3.2.0, "Path Item Object".
pub const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_owned)
        .unwrap_or_default()
}

/// Generates from the document at `path`, shown as `shown`.
pub fn generate(path: &Path, shown: &str) -> Generated {
    generate_as(path, shown, "case")
}

/// Generates a crate of this name from the document at `path`, shown as `shown`.
pub fn generate_as(path: &Path, shown: &str, name: &str) -> Generated {
    generate_by(Config::new(path).crate_name(name), path, shown)
}

/// What is understood of the document at `path`, shown as `shown`.
pub fn inspect_as(path: &Path, shown: &str, name: &str) -> Inspected {
    let options = Config::new(path).crate_name(name).options(shown.to_owned());
    let path = path.to_owned();
    with_deep_stack(move || clientwright::inspect(&path, &options))
}

/// The configuration that stands beside a document, or one that only names the crate.
///
/// # Errors
///
/// When it can't be read.
pub fn configuration(path: &Path, name: &str) -> Result<Config, ConfigError> {
    let beside = path.with_extension("toml");
    let config = match beside.exists() {
        true => Config::from_file(&beside)?,
        false => Config::new(path),
    };
    Ok(config.crate_name(name))
}

/// Generates as a configuration says from the document at `path`, shown as `shown`.
pub fn generate_by(config: Config, path: &Path, shown: &str) -> Generated {
    let lock = config.lock.as_deref().and_then(|lock| read_lock(lock).ok());
    let mut options = config.options_after(shown.to_owned(), lock.unwrap_or_default());
    // Tests run in their folder, and their messages are the same on every machine.
    options.configuration = options.configuration.map(|path| {
        let below = path.strip_prefix(root().join("tests")).map(Path::to_path_buf);
        below.unwrap_or(path)
    });
    let path = path.to_owned();
    with_deep_stack(move || clientwright::generate(&path, &options))
}
