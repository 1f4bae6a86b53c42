//! Overlays on the command line and in a configuration.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use std::path::Path;

use shared::{PETS, clientwright, folder_with};

const SUMMARY: &str = "overlay: 1.1.0
info: {title: Words, version: '1'}
extends: pets.yaml
actions:
- target: $.paths['/pets'].get
  update: {summary: Returns the pets that can be bought.}
";

fn written(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = clientwright(folder, arguments);
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

fn operations(folder: &Path) -> String {
    let api = folder.join("client/src/api");
    let files = std::fs::read_dir(api).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn an_overlay_changes_the_client_and_not_the_document() {
    let folder = folder_with("pets.yaml", PETS);
    let path = folder.path();
    std::fs::write(path.join("words.yaml"), SUMMARY).unwrap();
    let (code, text) = run(
        path,
        &["generate", "pets.yaml", "--overlay", "words.yaml", "--out", "client"],
    );
    assert_eq!(code, Some(0), "{text}");
    assert!(operations(path).contains("Returns the pets that can be bought."));
    assert_eq!(written(path, "pets.yaml"), PETS);
    let check = ["generate", "pets.yaml", "--out", "client", "--check"];
    assert_eq!(run(path, &check).0, Some(1));
    assert_eq!(
        run(path, &[&check[..], &["--overlay", "words.yaml"]].concat()).0,
        Some(0)
    );
}

#[test]
fn an_overlay_names_its_document() {
    let folder = folder_with("pets.yaml", PETS);
    let path = folder.path();
    std::fs::create_dir(path.join("overlays")).unwrap();
    std::fs::write(
        path.join("overlays/words.yaml"),
        SUMMARY.replace("pets.yaml", "../pets.yaml"),
    )
    .unwrap();
    let arguments = [
        "generate",
        "--overlay",
        "overlays/words.yaml",
        "--out",
        "client",
        "--name",
        "pets",
    ];
    let (code, text) = run(path, &arguments);
    assert_eq!(code, Some(0), "{text}");
    assert!(operations(path).contains("that can be bought"));
    std::fs::write(
        path.join("clientwright.toml"),
        "overlays = [\"overlays/words.yaml\"]\noutput = \"client\"\n[crate]\nname = \"pets\"\n",
    )
    .unwrap();
    let (code, text) = run(path, &["generate"]);
    assert_eq!(code, Some(0), "{text}");
    std::fs::write(
        path.join("overlays/words.yaml"),
        SUMMARY.replace("extends: pets.yaml\n", ""),
    )
    .unwrap();
    let (code, text) = run(path, &["generate"]);
    assert_eq!(code, Some(3));
    assert!(text.contains("no document is named"), "{text}");
}

#[test]
fn a_malformed_overlay_is_shown_with_its_line() {
    let folder = folder_with("pets.yaml", PETS);
    let path = folder.path();
    for (text, message) in [
        (
            SUMMARY.replace("$.paths['/pets']", "$.paths[/pets]"),
            "error[invalid-overlay]",
        ),
        (SUMMARY.replace("actions:", "actions: ["), "error[invalid-syntax]"),
        (SUMMARY.replace("update:", "update: 1 #"), "error[invalid-overlay]"),
    ] {
        std::fs::write(path.join("words.yaml"), text).unwrap();
        let (code, text) = run(
            path,
            &["generate", "pets.yaml", "--overlay", "words.yaml", "--out", "client"],
        );
        assert_eq!(code, Some(2), "{text}");
        for part in [message, "--> words.yaml:", " | ", "nothing was written"] {
            assert!(text.contains(part), "no `{part}` in\n{text}");
        }
    }
    let (code, text) = run(
        path,
        &["generate", "pets.yaml", "--overlay", "none.yaml", "--out", "client"],
    );
    assert_eq!(code, Some(4), "{text}");
    assert!(
        text.contains("error[unreadable-file]: `none.yaml` can't be read"),
        "{text}"
    );
    assert!(!path.join("client").exists());
}

#[test]
fn versions_are_compared_with_the_overlays_of_the_configuration() {
    let folder = folder_with("pets.yaml", PETS);
    let path = folder.path();
    std::fs::write(path.join("new.yaml"), PETS).unwrap();
    let overlay = "overlay: 1.1.0\nactions:\n- target: $.paths\n  update:\n    /dogs: {get: {operationId: list_dogs, \
                   responses: {'204': {description: Done.}}}}\n";
    std::fs::write(path.join("dogs.yaml"), overlay).unwrap();
    let (code, text) = run(path, &["diff", "pets.yaml", "new.yaml", "--fail-on", "minor"]);
    assert_eq!(code, Some(0), "{text}");
    let compared = [
        "diff",
        "pets.yaml",
        "new.yaml",
        "--overlay",
        "dogs.yaml",
        "--fail-on",
        "minor",
    ];
    assert_eq!(run(path, &compared).0, Some(0));
    let generate = ["generate", "pets.yaml", "--out", "client", "--name", "pets"];
    assert_eq!(run(path, &generate).0, Some(0));
    let (code, text) = run(
        path,
        &[
            "diff",
            "client",
            "new.yaml",
            "--overlay",
            "dogs.yaml",
            "--fail-on",
            "minor",
        ],
    );
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("dogs.yaml:"), "{text}");
}
