//! Gathers the examples in the documentation of the emitted clients, which the tests compile, and the documents that have a test
//! each.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "it/documented.rs"]
#[allow(unreachable_pub, reason = "the tests share it")]
mod documented;
#[path = "it/listing.rs"]
#[allow(unreachable_pub, reason = "the tests share it")]
mod listing;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    for (name, folder) in [
        ("everything", "everything/client/src"),
        ("stackone", "../generated/src"),
    ] {
        println!("cargo::rerun-if-changed={folder}");
        let mut examples = Vec::new();
        for path in sources(Path::new(folder))? {
            examples.extend(documented::examples(&fs::read_to_string(path)?));
        }
        let functions = documented::functions(&examples);
        text.push_str(&format!("mod {name} {{\n{functions}}}\n"));
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=it/documented.rs");
    println!("cargo::rerun-if-changed=it/listing.rs");
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("examples.rs"), text)?;
    for folder in ["cases", "broken"] {
        println!("cargo::rerun-if-changed={folder}");
        fs::write(out.join(format!("{folder}.rs")), tests(Path::new(folder)))?;
    }
    Ok(())
}

/// A test for each document in a folder: one that fails doesn't hide the others.
fn tests(folder: &Path) -> String {
    let documents = listing::documents(folder);
    assert!(!documents.is_empty(), "{} has documents", folder.display());
    let tests = documents.into_iter().map(|path| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = file.split('.').next().unwrap_or_default();
        let name = name.replace("--", "_").replace('-', "_");
        format!("#[test]\nfn {name}() {{\n    check({file:?});\n}}\n\n")
    });
    tests.collect()
}

/// The files of Rust in a folder and below it, in order.
fn sources(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}
