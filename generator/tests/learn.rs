//! `clientwright learn` from an archive of traffic.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use std::path::Path;

use shared::{PETS, clientwright, folder_with};

/// A browser's archive: a request of the operation below two URLs, and one of no operation.
const TRAFFIC: &str = r#"{"log": {"version": "1.2", "entries": [
  {"request": {"method": "GET", "url": "https://pets.example/v1/pets?page=1"}, "response": {"status": 201, "content": {"size": 0, "mimeType": ""}}},
  {"request": {"method": "GET", "url": "https://other.example/pets"}, "response": {"status": 202, "content": {"size": 0, "mimeType": ""}}},
  {"request": {"method": "GET", "url": "https://pets.example/index.html"}, "response": {"status": 200, "content": {"size": 6, "mimeType": "text/html", "text": "<html>"}}}
]}}"#;

/// What the command says, and the statuses of the rows in the configuration after it.
fn learned(folder: &Path, code: i32, arguments: &[&str]) -> (String, Vec<String>) {
    let output = clientwright(folder, arguments);
    let told = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(code), "{told}");
    let written = std::fs::read_to_string(folder.join("clientwright.toml")).unwrap();
    let statuses = written.lines().filter_map(|line| line.strip_prefix("status = "));
    (told, statuses.map(str::to_owned).collect())
}

fn folder() -> tempfile::TempDir {
    let folder = folder_with("pets.yaml", PETS);
    std::fs::write(folder.path().join("traffic.har"), TRAFFIC).unwrap();
    std::fs::write(
        folder.path().join("clientwright.toml"),
        "spec = 'pets.yaml'\noutput = 'pets'\n",
    )
    .unwrap();
    folder
}

#[test]
fn a_base_url_selects_the_requests_of_an_archive() {
    let folder = folder();
    let base = ["learn", "traffic.har", "--base-url", "https://pets.example/v1"];
    let (told, statuses) = learned(folder.path(), 0, &base);
    assert_eq!(statuses, ["201"]);
    assert!(
        told.contains("2 requests of no operation, which `--base-url` may tell"),
        "{told}"
    );
    assert!(
        told.contains("clientwright.toml: 1 row added; run `clientwright generate`"),
        "{told}"
    );
    // What is known is not added again.
    let (told, statuses) = learned(folder.path(), 0, &base);
    assert_eq!(statuses, ["201"]);
    assert!(told.contains("0 rows added"), "{told}");
}

#[test]
fn a_dry_run_prints_the_rows_and_writes_nothing() {
    let folder = folder();
    let base = "https://other.example";
    let dry = ["learn", "traffic.har", "--base-url", base, "--dry-run"];
    let (told, statuses) = learned(folder.path(), 0, &dry);
    assert_eq!(statuses, Vec::<String>::new());
    assert!(told.contains("[[learned]]") && told.contains("status = 202"), "{told}");
}

#[test]
fn a_base_url_is_for_archives_alone() {
    let folder = folder();
    std::fs::write(folder.path().join("departures.jsonl"), "").unwrap();
    let arguments = ["learn", "departures.jsonl", "--base-url", "https://pets.example"];
    let (told, _) = learned(folder.path(), 3, &arguments);
    assert!(told.contains("isn't an archive, which `--base-url` is for"), "{told}");
}
