//! No text of a configuration becomes code, a line of a manifest or a line of a message.

use std::path::Path;

use clientwright::Config;
use clientwright_tests::hostile::observed::Observer;
use clientwright_tests::hostile::{strings, unseen};
use clientwright_tests::{generate_by, root};
use toml::{Table, Value};

/// The keys that hold texts, with what stands around each: `@` is the text.
const PLACES: &[&str] = &[
    "allow = [@]",
    "overlays = [@]",
    "[select]\nprune = false\nexclude = [@]",
    "dates = @",
    "root = @",
    "lock = @",
    "strip_operation_prefix = @",
    "unknown_enum_values = @",
    "[crate]\nname = @",
    "[crate]\nversion = @",
    "[formats]\nipv4 = @",
    "[formats]\n@ = \"base64\"",
    "[formats]\nipv4 = { type = @, crate = \"a\", version = \"1\" }",
    "[formats]\npassword = { type = \"a::B\", crate = @, version = \"1\" }",
    "[formats]\npassword = { type = \"a::B\", crate = \"a\", version = @ }",
    "[formats]\npassword = { type = \"a::B\", crate = \"a\", version = \"1\", features = [@] }",
    "[renamed]\n@ = \"Line\"",
    "[renamed]\nOldLine = @",
    "[[pagination]]\noperations = @\nkind = \"link\"",
    "[[pagination]]\noperations = \"createOrder\"\nkind = \"link\"\nitems = @",
    "[[pagination]]\noperations = \"createOrder\"\nkind = \"cursor\"\nparameter = @\nnext = \"/id\"",
    "[[pagination]]\noperations = \"createOrder\"\nkind = \"cursor\"\nin = \"body\"\nparameter = @\nnext = \"/id\"",
    "@ = true",
];

#[test]
fn texts_of_a_configuration_stay_texts() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("schemas.yaml");
    std::fs::copy(root().join("tests/hostile/schemas.yaml"), &spec).unwrap();
    let observer = Observer::default();
    let usual = observer
        .observe(&generate_by(Config::new(&spec), &spec, "schemas.yaml"))
        .unwrap();
    let usual = usual.client.unwrap();
    let mut written = 0;
    for place in PLACES {
        for text in strings::all() {
            // A crate's name is in headings, as letters of an identifier.
            let text = if place.contains("name = ") {
                text.to_lowercase().replace(strings::MARK, "xqz")
            } else {
                text
            };
            let Some(config) = read(folder.path(), place, &text) else {
                continue;
            };
            let generated = generate_by(config, &spec, "schemas.yaml");
            let context = || format!("{place} with {text:?}");
            let observed = observer.observe(&generated);
            let observed = observed.unwrap_or_else(|error| panic!("{}: {error}", context()));
            if let Some(client) = observed.client {
                written += 1;
                assert_eq!(client.readme.rows, usual.readme.rows, "{}", context());
                assert_eq!(client.readme.headings[1..], usual.readme.headings[1..], "{}", context());
                assert!(client.files.keys().eq(usual.files.keys()), "{}", context());
                let manifest = generated.files.unwrap().0["Cargo.toml"].clone();
                assert!(is_readable(&manifest), "{}: {manifest}", context());
                let name = format!("name = \"{}\"", &client.readme.headings[0][3..]);
                assert!(manifest.contains(&name), "{}: {manifest}", context());
            }
        }
    }
    assert!(written > 50, "{written} are too few");
}

/// The configuration with a text at a place; `None` where it is refused, in a message that shows all that it holds.
fn read(folder: &Path, place: &str, text: &str) -> Option<Config> {
    let path = folder.join("clientwright.toml");
    let quoted = serde_json::to_string(text).unwrap();
    let rest = "spec = \"schemas.yaml\"\noutput = \"client\"\n";
    std::fs::write(&path, format!("{rest}{}", place.replace('@', &quoted))).unwrap();
    match Config::read(&path) {
        Ok(config) => Some(config),
        Err(error) => {
            let message = error.to_string();
            unseen::check("the message", &message).unwrap();
            None
        }
    }
}

/// Whether Cargo can read the parts that a configuration decides.
fn is_readable(manifest: &str) -> bool {
    let table: Table = manifest.parse().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) && !name.is_empty();
    let package = table["package"].as_table().unwrap();
    let dependencies = table["dependencies"].as_table().unwrap();
    is_name(&text(&package["name"]))
        && text(&package["version"]).split('.').count() == 3
        && dependencies.keys().all(|name| is_name(name))
}
