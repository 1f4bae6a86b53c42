//! `clientwright diff` as people and scripts use it, and what `generate` says of a change.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use std::path::Path;
use std::process::{Command, Output};

use shared::{PETS, clientwright, folder_with};

/// The document with a body where there was none.
fn changed() -> String {
    PETS.replace(
        "{description: All pets.}",
        "{description: All pets., content: {application/json: {schema: {type: string}}}}",
    )
}

fn folder() -> tempfile::TempDir {
    let folder = folder_with("old.yaml", PETS);
    std::fs::write(folder.path().join("new.yaml"), changed()).unwrap();
    folder
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn assert_said(output: &Output, code: i32, part: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    let stdout = stdout(output);
    assert_eq!(output.status.code(), Some(code), "{stdout}{stderr}");
    assert!(
        stdout.contains(part) || stderr.contains(part),
        "no `{part}` in\n{stdout}{stderr}"
    );
}

#[test]
fn a_change_fails_the_run_that_asks_for_it() {
    let folder = folder();
    let diff = |more: &[&str]| clientwright(folder.path(), &[&["diff", "old.yaml", "new.yaml"], more].concat());
    let line = "output-changed Client::list_pets (received): its value is `String`, not `()`";
    assert_said(&diff(&[]), 0, line);
    assert_said(&diff(&[]), 0, "(new.yaml:5)");
    assert_said(&diff(&["--fail-on", "silent"]), 0, line);
    assert_said(&diff(&["--fail-on", "breaking"]), 1, line);
    assert_said(&diff(&["--fail-on", "minor"]), 1, line);
    assert_said(&diff(&["--format", "json"]), 0, "\"verdict\":\"major\"");
    assert_said(&diff(&["--format", "md"]), 0, "### Breaks the build");
}

#[test]
fn documents_are_read_as_the_options_say() {
    let folder = folder();
    let diff = |more: &[&str]| clientwright(folder.path(), &[&["diff", "old.yaml", "new.yaml"], more].concat());
    let line = "output-changed Client::list_pets";
    assert_said(&diff(&["--include", "GET /pets"]), 0, line);
    assert_said(&diff(&["--exclude", "list_*"]), 0, "no change that users notice");
    assert_said(&diff(&["--exclude", "show_*"]), 0, line);
    assert_said(
        &diff(&["--exclude", "show_*"]),
        0,
        "warning[unmatched-pattern]: `show_*`",
    );
}

#[test]
fn an_accepted_change_is_kept_with_its_reason() {
    let folder = folder();
    let diff = |more: &[&str]| clientwright(folder.path(), &[&["diff", "old.yaml", "new.yaml"], more].concat());
    let accept = [
        "--accept",
        "output-changed@Client::list_pets",
        "--reason",
        "nobody reads it",
    ];
    assert_said(
        &diff(&[&accept[..], &["--fail-on", "breaking"]].concat()),
        0,
        "accepted: nobody reads it",
    );
    let kept = std::fs::read_to_string(folder.path().join("clientwright-accepted.toml")).unwrap();
    assert!(kept.contains("reason = \"nobody reads it\""), "{kept}");
    assert_said(&diff(&["--fail-on", "breaking"]), 0, "accepted: nobody reads it");
    let other = ["--accept", "item-removed@types::A", "--reason", "r"];
    assert_said(&diff(&other), 3, "is no change between these clients");
    let unknown = ["--accept", "nonsense@types::A", "--reason", "r"];
    assert_said(&diff(&unknown), 3, "isn't a code of a change");
    assert_eq!(
        std::fs::read_to_string(folder.path().join("clientwright-accepted.toml")).unwrap(),
        kept
    );
}

#[test]
fn a_crate_is_compared_by_its_list() {
    let folder = folder();
    let generate = ["generate", "old.yaml", "--out", "client", "--name", "pets"];
    assert_said(&clientwright(folder.path(), &generate), 0, "1 operation");
    let output = clientwright(folder.path(), &["diff", "client", "new.yaml"]);
    assert_said(&output, 0, "1 breaking: major; the next version after 0.1.0 is 0.2.0");
    let output = clientwright(folder.path(), &["diff", "client/api.txt", "old.yaml"]);
    assert_said(&output, 0, "no change that users notice");
}

#[test]
fn what_is_neither_is_refused() {
    let folder = folder_with("other.yaml", "name: workflow\n");
    std::fs::write(folder.path().join("pets.yaml"), PETS).unwrap();
    let diff = |old: &str| clientwright(folder.path(), &["diff", old, "pets.yaml"]);
    assert_said(&diff("other.yaml"), 2, "error[not-openapi]");
    assert_said(&diff("none.yaml"), 4, "can't be read");
    assert_said(&diff("none/api.txt"), 4, "can't be read");
    assert_said(&clientwright(folder.path(), &["diff"]), 3, "clientwright.toml");
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    let run = Command::new("git")
        .args(author)
        .args(arguments)
        .current_dir(folder)
        .output();
    run.is_ok_and(|output| output.status.success())
}

#[test]
fn a_revision_is_compared_with_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    if !git(path, &["init", "--quiet"]) {
        println!("SKIPPED: there is no git here");
        return;
    }
    let inner = path.join("spec");
    std::fs::create_dir(&inner).unwrap();
    let parts = PETS.replace("'200': {description: All pets.}", "'200': {$ref: 'parts.yaml#/all'}");
    std::fs::write(inner.join("pets.yaml"), &parts).unwrap();
    std::fs::write(inner.join("parts.yaml"), "all: {description: All pets.}\n").unwrap();
    assert!(git(path, &["add", "."]) && git(path, &["commit", "--quiet", "--message", "one"]));
    let now = "all: {description: All pets., content: {application/json: {schema: {type: string}}}}\n";
    std::fs::write(inner.join("parts.yaml"), now).unwrap();
    let line = "output-changed Client::list_pets (received): its value is `String`, not `()`";
    assert_said(
        &clientwright(path, &["diff", "HEAD:spec/pets.yaml", "spec/pets.yaml"]),
        0,
        line,
    );
    for more in [&[][..], &["--root", ".."]] {
        let diff = clientwright(&inner, &[&["diff", "HEAD:./pets.yaml", "pets.yaml"], more].concat());
        assert_said(&diff, 0, line);
    }
    assert_said(
        &clientwright(path, &["diff", "HEAD:spec/none.yaml", "spec/pets.yaml"]),
        4,
        "has no `spec/none.yaml`",
    );
    assert_said(
        &clientwright(path, &["diff", "no-such:spec/pets.yaml", "spec/pets.yaml"]),
        4,
        "is no revision",
    );
    assert!(git(path, &["diff", "--cached", "--quiet"]), "the index is as it was");
}

#[test]
fn generate_says_what_its_change_does() {
    let folder = folder_with("pets.yaml", PETS);
    let generate = ["generate", "pets.yaml", "--out", "client", "--name", "pets"];
    let first = clientwright(folder.path(), &generate);
    assert!(!stdout(&first).contains("the API changed"), "{}", stdout(&first));
    std::fs::write(folder.path().join("pets.yaml"), changed()).unwrap();
    let summary = "the API changed (1 breaking), which breaks users; the next version after 0.1.0 is 0.2.0";
    assert_said(
        &clientwright(folder.path(), &[&generate[..], &["--check"]].concat()),
        1,
        summary,
    );
    assert_said(&clientwright(folder.path(), &generate), 0, summary);
    let again = clientwright(folder.path(), &generate);
    assert!(!stdout(&again).contains("the API changed"), "{}", stdout(&again));
}
