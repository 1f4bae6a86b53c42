//! Several clients in one configuration.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use std::path::Path;
use std::process::Output;

use shared::{PETS, clientwright, folder_with};

/// Two clients, each with its own document.
const TWO: &str = "[[client]]
spec = 'pets.yaml'
output = 'pets'

[[client]]
spec = 'shops.yaml'
output = 'clients/shops'
[client.crate]
name = 'acme-shops'
";

fn shops() -> String {
    PETS.replace("/pets", "/shops").replace("list_pets", "list_shops")
}

fn folder_of(configuration: &str) -> tempfile::TempDir {
    let folder = folder_with("pets.yaml", PETS);
    std::fs::write(folder.path().join("shops.yaml"), shops()).unwrap();
    std::fs::write(folder.path().join("clientwright.toml"), configuration).unwrap();
    folder
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[track_caller]
fn run(folder: &Path, code: i32, arguments: &[&str]) -> String {
    let output = clientwright(folder, arguments);
    let text = text(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{text}");
    text
}

#[test]
fn every_client_is_generated_with_its_own_lock() {
    let folder = folder_of(TWO);
    let path = folder.path();
    let told = run(path, 0, &["generate"]);
    assert!(told.contains("pets: the client is written"), "{told}");
    assert!(told.contains("clients/shops: the client is written"), "{told}");
    for file in [
        "clientwright.pets.lock",
        "clientwright.acme-shops.lock",
        "pets/src/lib.rs",
        "clients/shops/src/lib.rs",
    ] {
        assert!(path.join(file).is_file(), "{file}");
    }
    run(path, 0, &["generate", "--check"]);
    std::fs::write(path.join("shops.yaml"), PETS).unwrap();
    let told = run(path, 1, &["generate", "--check"]);
    assert!(
        told.contains("pets is up to date") && told.contains("clients/shops is stale"),
        "{told}"
    );
    run(path, 0, &["generate", "--check", "--client", "pets"]);
    run(path, 1, &["generate", "--check", "--client", "acme_shops"]);
}

#[test]
fn other_commands_act_on_every_client() {
    let folder = folder_of(TWO);
    let path = folder.path();
    run(path, 0, &["generate"]);
    let told = run(path, 0, &["lint"]);
    assert!(
        told.contains("pets.yaml: 0 errors") && told.contains("shops.yaml: 0 errors"),
        "{told}"
    );
    let told = run(path, 0, &["inspect"]);
    assert!(
        told.contains("# pets") && told.contains("client.list_shops()"),
        "{told}"
    );
    let told = run(path, 0, &["inspect", "--client", "pets"]);
    assert!(!told.contains("list_shops"), "{told}");
    std::fs::write(path.join("shops.yaml"), PETS).unwrap();
    let told = run(path, 1, &["diff", "--fail-on", "breaking"]);
    assert!(
        told.contains("# pets\n\nno change") && told.contains("# acme-shops\n\n"),
        "{told}"
    );
    run(path, 0, &["diff", "--fail-on", "breaking", "--client", "pets"]);
    let told = run(path, 3, &["diff", "pets.yaml"]);
    assert!(
        told.contains("name one with `--client`: `pets`, `acme-shops`"),
        "{told}"
    );
    let json = run(path, 0, &["diff", "--format", "json"]);
    let clients = json
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["client"].clone());
    assert_eq!(clients.collect::<Vec<_>>(), ["pets", "acme-shops"]);
}

#[test]
fn locks_and_dependencies_are_those_of_modules() {
    let folder = folder_of(&format!(
        "{TWO}\n[[client]]\nspec = 'pets.yaml'\n[client.module]\nname = 'kennel'\n"
    ));
    let path = folder.path();
    let told = run(path, 0, &["lock"]);
    assert!(told.contains("clientwright.kennel.lock written"), "{told}");
    assert!(!path.join("clientwright.pets.lock").exists());
    let told = run(path, 0, &["deps"]);
    assert!(told.starts_with("# kennel\n[dependencies]"), "{told}");
    let told = run(path, 0, &["generate"]);
    assert!(!told.contains("kennel"), "{told}");
    run(path, 3, &["generate", "--client", "kennel"]);
}

#[test]
fn departures_are_those_of_one_client() {
    let folder = folder_of(TWO);
    let path = folder.path();
    let departure =
        r#"{"operation":"list_pets","status":201,"pointer":"","kind":"status","expected":"200","found":"201"}"#;
    std::fs::write(path.join("departures.jsonl"), format!("{departure}\n")).unwrap();
    let told = run(path, 3, &["learn", "departures.jsonl"]);
    assert!(told.contains("name one with `--client`"), "{told}");
    run(path, 0, &["learn", "departures.jsonl", "--client", "pets"]);
    let written = std::fs::read_to_string(path.join("clientwright.toml")).unwrap();
    let (first, second) = written.split_once("output = 'clients/shops'").unwrap();
    assert!(first.contains("[[client.learned]]\nexpected = \"status\""), "{written}");
    assert!(!second.contains("learned"), "{written}");
    run(path, 0, &["generate"]);
}

#[test]
fn one_client_fails_alone_and_by_its_name() {
    let folder = folder_of(TWO);
    let path = folder.path();
    std::fs::write(path.join("pets.yaml"), "swagger: '2.0'\n").unwrap();
    let told = run(path, 2, &["generate"]);
    assert!(told.contains("clients/shops: the client is written"), "{told}");
    std::fs::remove_file(path.join("pets.yaml")).unwrap();
    run(path, 4, &["generate"]);
    for (from, to, part) in [
        ("spec = 'shops.yaml'\n", "", "client `acme-shops`: `spec` is missing"),
        (
            "spec = 'shops.yaml'\n",
            "spec = 'shops.yaml'\nallow = ['mend']\n",
            "client `acme-shops`: `mend` in `allow`",
        ),
        (
            "spec = 'shops.yaml'\n",
            "sepc = 'shops.yaml'\n",
            "client `acme-shops`: ",
        ),
        ("'acme-shops'", "'pets'", "two clients are named `pets`"),
        ("'clients/shops'", "'./pets/../pets'", "share the output folder `pets`"),
        ("'clients/shops'", "'pets/shops'", "neither inside the other"),
        (
            "'clients/shops'\n",
            "'clients/shops'\nlock = 'clientwright.pets.lock'\n",
            "share the lock",
        ),
        (
            "'acme-shops'",
            "'acme shops'",
            "client `acme_shops`: the crate's name can't be `acme shops`",
        ),
        (
            "[client.crate]\n",
            "[client.crate]\nversion = '1'\n",
            "the crate's version can't be `1`",
        ),
    ] {
        assert!(TWO.contains(from), "{from}");
        std::fs::write(path.join("clientwright.toml"), TWO.replace(from, to)).unwrap();
        let told = run(path, 3, &["generate"]);
        assert!(told.contains(part), "no `{part}` in\n{told}");
    }
    std::fs::write(path.join("clientwright.toml"), TWO).unwrap();
    let told = run(path, 3, &["generate", "--client", "shop"]);
    assert!(
        told.contains("no client is named `shop`; there is `pets`, `acme-shops`"),
        "{told}"
    );
    run(path, 3, &["generate", "shops.yaml", "--client", "pets"]);
}

#[test]
fn results_are_json_objects_of_their_clients() {
    let folder = folder_of(TWO);
    let output = clientwright(folder.path(), &["generate", "--message-format", "json"]);
    let stdout = String::from_utf8_lossy(&output.stdout);
    let objects: Vec<serde_json::Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let facts: Vec<_> = objects
        .iter()
        .map(|object| (object["client"].as_str().unwrap(), object["status"].as_str().unwrap()))
        .collect();
    assert_eq!(facts, [("pets", "written"), ("acme-shops", "written")]);
}
