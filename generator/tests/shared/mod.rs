//! What the tests of all commands start from: a document, and the command in a folder.

use std::path::Path;
use std::process::{Command, Output};

/// A document of one operation.
pub(crate) const PETS: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: list_pets
      responses:
        '200': {description: All pets.}
";

/// Runs the command in a folder.
pub(crate) fn clientwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clientwright"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// A folder with one file.
pub(crate) fn folder_with(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    folder
}
