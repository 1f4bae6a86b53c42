//! The programs that the values are sent through: the emitted types and codec, without operations.

use std::collections::BTreeMap;
use std::path::Path;

/// Writes a program of the emitted types. A file that is there already is left as it is, so that what is compiled stays
/// compiled.
pub(crate) fn write(files: &BTreeMap<String, String>, module: &str, out: &Path) -> std::io::Result<()> {
    for (path, text) in files.iter().filter(|(path, _)| is_needed(path)) {
        keep(&out.join(path), text)?;
    }
    let manifest = files
        .get("Cargo.toml")
        .map(|text| of_a_program(text))
        .unwrap_or_default();
    keep(&out.join("Cargo.toml"), &manifest)?;
    keep(&out.join("src/gate.rs"), module)?;
    let root = files.get("src/lib.rs").map(|text| root(text)).unwrap_or_default();
    keep(&out.join("src/main.rs"), &(root + include_str!("client.rs")))
}

fn keep(path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)
}

fn is_needed(path: &str) -> bool {
    path.starts_with("src/runtime/") || path.starts_with("src/types/")
}

/// The emitted manifest without the settings of the library.
fn of_a_program(manifest: &str) -> String {
    let mut section = "";
    let kept = manifest.split_inclusive('\n').filter(|line| {
        if line.starts_with('[') {
            section = line.trim();
        }
        section != "[lib]"
    });
    kept.collect()
}

/// The root of the emitted crate without operations and webhooks. A program compiles faster than a library, since what it
/// doesn't call is not translated.
fn root(text: &str) -> String {
    let is_left_out = |line: &&str| {
        let module = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ");
        module.is_some_and(|name| !["runtime;", "types;"].contains(&name)) || line.starts_with("pub use client::")
    };
    let kept: Vec<&str> = text.lines().filter(|line| !is_left_out(line)).collect();
    format!("#![allow(warnings)]\n{}\n", kept.join("\n"))
}
