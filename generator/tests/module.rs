//! The commands for clients that a `build.rs` generates: exit codes, what is printed, what is written.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use std::path::Path;

use shared::{PETS, folder_with};

/// The exit code, and what is printed on both streams.
fn clientwright(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = shared::clientwright(folder, arguments);
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

fn package() -> tempfile::TempDir {
    folder_with("pets.yaml", PETS)
}

#[test]
fn a_lock_is_written_alone() {
    let folder = package();
    let arguments = ["lock", "pets.yaml", "--name", "pets"];
    let check = [&arguments[..], &["--check"]].concat();
    let (code, text) = clientwright(folder.path(), &check);
    assert_eq!(code, Some(1), "{text}");
    assert!(!folder.path().join("clientwright.lock").exists());

    let (code, text) = clientwright(folder.path(), &arguments);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("clientwright.lock written"), "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(clientwright(folder.path(), &check).0, Some(0));

    std::fs::write(folder.path().join("pets.yaml"), "openapi: [").unwrap();
    let before = std::fs::read(folder.path().join("clientwright.lock")).unwrap();
    assert_eq!(clientwright(folder.path(), &arguments).0, Some(2));
    assert_eq!(std::fs::read(folder.path().join("clientwright.lock")).unwrap(), before);
}

/// A build script only reads its lock, so one that is old goes unnoticed until the command is run.
#[test]
fn committed_locks_are_those_of_their_documents() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    if !examples.is_dir() {
        println!("skipped: the examples aren't part of the package");
        return;
    }
    let configured = |name: &str| ["--config".to_owned(), format!("{name}/clientwright.toml")].to_vec();
    for (example, client) in [
        (
            "build-script",
            ["pets/openapi.yaml", "--name", "pets"].map(str::to_owned).to_vec(),
        ),
        ("build-script", configured("weather")),
        ("tour", configured("petstore")),
        ("tour", configured("chat")),
        ("tour", configured("payments")),
    ] {
        let arguments = [vec!["lock".to_owned(), "--check".to_owned()], client].concat();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, text) = clientwright(&examples.join(example), &arguments);
        assert_eq!(code, Some(0), "{example} {arguments:?}: {text}");
    }
}

#[test]
fn dependencies_follow_the_features() {
    let folder = package();
    let (code, text) = clientwright(folder.path(), &["deps", "pets.yaml"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.starts_with("[dependencies]\n"), "{text}");
    assert!(
        text.contains("\nserde = ") && !text.contains("\ntracing = ") && !text.contains("optional"),
        "{text}"
    );

    let chosen = [
        "deps",
        "pets.yaml",
        "--features",
        "tracing,blocking",
        "--no-default-features",
    ];
    let (code, text) = clientwright(folder.path(), &chosen);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        !text.contains("\nserde = ") && text.contains("\ntracing = ") && text.contains("\"rt\""),
        "{text}"
    );

    let (code, text) = clientwright(folder.path(), &["deps", "pets.yaml", "--features", "blokcing"]);
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("`blokcing` isn't a feature"), "{text}");
}

#[test]
fn dependencies_follow_what_the_api_has() {
    let folder = package();
    let quick_xml = |spec: &str| {
        let (code, text) = clientwright(folder.path(), &["deps", spec]);
        assert_eq!(code, Some(0), "{text}");
        text.contains("\nquick-xml = ")
    };
    assert!(!quick_xml("pets.yaml"));
    let schema = "{ type: object, properties: { a: { type: string } } }";
    let content = format!("content: {{ text/xml: {{ schema: {schema} }} }}");
    let received =
        format!("{{ post: {{ requestBody: {{ {content} }}, responses: {{ '204': {{ description: x }} }} }} }}");
    let read = format!("{{ get: {{ responses: {{ '200': {{ description: x, {content} }} }} }} }}");
    let head = "openapi: 3.1.0\ninfo: { title: X, version: '1' }\n";
    for (name, parts) in [
        ("body.yaml", format!("paths: {{ /a: {read} }}\n")),
        ("webhook.yaml", format!("paths: {{}}\nwebhooks: {{ a: {received} }}\n")),
    ] {
        std::fs::write(folder.path().join(name), format!("{head}{parts}")).unwrap();
        assert!(quick_xml(name), "{name}");
    }
}

#[test]
fn a_configured_module_has_no_folder() {
    let folder = package();
    let config = "spec = \"pets.yaml\"\n[module]\nname = \"pets\"\nfeatures = [\"tracing\"]\n";
    std::fs::write(folder.path().join("clientwright.toml"), config).unwrap();
    let (code, text) = clientwright(folder.path(), &["generate"]);
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("`clientwright lock`"), "{text}");
    assert_eq!(clientwright(folder.path(), &["lock"]).0, Some(0));
    assert!(folder.path().join("clientwright.lock").is_file());
    assert!(clientwright(folder.path(), &["deps"]).1.contains("\ntracing = "));

    std::fs::write(folder.path().join("clientwright.toml"), "spec = \"pets.yaml\"\n").unwrap();
    let (code, text) = clientwright(folder.path(), &["generate"]);
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("`output` is missing"), "{text}");
}
