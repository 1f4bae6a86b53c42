//! The command as people and scripts use it: exit codes, what is printed, what is written.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use std::path::Path;
use std::process::Output;

use shared::{PETS, clientwright, folder_with};

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_document_becomes_a_crate_without_configuration() {
    let folder = folder_with("pets.yaml", PETS);
    let output = clientwright(
        folder.path(),
        &["generate", "pets.yaml", "--out", "client", "--name", "pets"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 operation"));
    assert!(folder.path().join("client/src/lib.rs").is_file());
}

#[test]
fn what_is_no_openapi_3_is_refused_and_nothing_is_written() {
    let dangling = PETS.replace(
        "{description: All pets.}",
        "{description: All pets., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}",
    );
    for (text, code) in [
        ("openapi: [3.1.0\npaths: {}\n", "error[invalid-syntax]"),
        ("name: workflow\non: push\n", "error[not-openapi]"),
        (
            "swagger: '2.0'\ninfo: {title: Pets, version: '1'}\npaths: {}\n",
            "error[unsupported-version]",
        ),
        (dangling.as_str(), "error[unresolved-ref]"),
    ] {
        let folder = folder_with("pets.yaml", text);
        let output = clientwright(
            folder.path(),
            &["generate", "pets.yaml", "--out", "client", "--name", "pets", "--strict"],
        );
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{message}");
        for part in [code, "--> pets.yaml:", " | ", "= help: ", "nothing was written"] {
            assert!(message.contains(part), "no `{part}` in\n{message}");
        }
        assert!(!folder.path().join("client").exists());
    }
}

#[test]
fn a_broken_corner_is_a_warning_unless_the_run_is_strict() {
    let text = PETS.replace("{description: All pets.}", "{$ref: '#/components/responses/Pets'}");
    let folder = folder_with("pets.yaml", &text);
    let arguments = ["generate", "pets.yaml", "--out", "client", "--name", "pets"];
    let output = clientwright(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("warning[unresolved-ref]"),
        "{}",
        stderr(&output)
    );
    let strict = clientwright(folder.path(), &[&arguments[..], &["--strict"]].concat());
    assert_eq!(strict.status.code(), Some(2), "{}", stderr(&strict));
}

#[test]
fn a_missing_file_is_said_to_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let output = clientwright(
        folder.path(),
        &["generate", "none.yaml", "--out", "client", "--name", "pets"],
    );
    assert_eq!(
        output.status.code(),
        Some(4),
        "a file that can't be read isn't an invalid document"
    );
    assert!(stderr(&output).contains("no such file"), "{}", stderr(&output));
}

#[test]
fn drift_is_found_and_hand_edits_are_kept() {
    let folder = folder_with("pets.yaml", PETS);
    std::fs::write(
        folder.path().join("clientwright.toml"),
        "spec = \"pets.yaml\"\noutput = \"client\"\n\n[crate]\nname = \"pets\"\n",
    )
    .unwrap();
    assert_eq!(clientwright(folder.path(), &["generate"]).status.code(), Some(0));
    assert_eq!(
        clientwright(folder.path(), &["generate", "--check"]).status.code(),
        Some(0)
    );
    let library = folder.path().join("client/src/lib.rs");
    let edited = std::fs::read_to_string(&library).unwrap() + "// by hand\n";
    std::fs::write(&library, &edited).unwrap();
    let check = clientwright(folder.path(), &["generate", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&check.stdout).contains("-// by hand"));
    let refused = clientwright(folder.path(), &["generate"]);
    assert_ne!(refused.status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&library).unwrap(), edited);
    assert_eq!(
        clientwright(folder.path(), &["generate", "--force"]).status.code(),
        Some(0)
    );
    assert_ne!(std::fs::read_to_string(&library).unwrap(), edited);
}

#[test]
fn a_wrong_command_line_is_usage() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["generate", "--no-such-flag"][..],
        &["explain", "no-such-code"],
        &["generate"],
    ] {
        assert_eq!(
            clientwright(folder.path(), arguments).status.code(),
            Some(3),
            "{arguments:?}"
        );
    }
}

#[test]
fn messages_are_json_lines_on_demand() {
    let folder = folder_with("pets.yaml", "swagger: '2.0'\n");
    let output = clientwright(
        folder.path(),
        &[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--name",
            "pets",
            "--message-format",
            "json",
        ],
    );
    let text = stderr(&output) + &String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|line| line.starts_with('{')).unwrap();
    let object: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(
        object.get("code").and_then(|code| code.as_str()),
        Some("unsupported-version")
    );
    assert_eq!(object.get("line").and_then(serde_json::Value::as_u64), Some(1));
}

#[test]
fn wrong_arguments_are_json_on_demand_too() {
    let folder = folder_with("pets.yaml", PETS);
    for arguments in [
        &["generate", "pets.yaml", "--outt", "client", "--message-format", "json"][..],
        &["lint", "--message-format=json", "pets.yaml", "--color", "pink"],
    ] {
        let output = clientwright(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(3), "{arguments:?}");
        let object: serde_json::Value = serde_json::from_str(&stderr(&output)).unwrap();
        let message = object.get("message").and_then(|message| message.as_str()).unwrap();
        assert!(message.contains("--outt") || message.contains("pink"), "{message}");
        assert_eq!(
            object.get("severity").and_then(|severity| severity.as_str()),
            Some("error")
        );
    }
    let output = clientwright(folder.path(), &["generate", "--outt"]);
    assert!(
        stderr(&output).starts_with("error: unexpected argument"),
        "{}",
        stderr(&output)
    );
}

/// A document with these properties, and a configuration beside it.
fn folder_of_pets(properties: &str) -> tempfile::TempDir {
    let folder = folder_with("pets.yaml", &pets(properties));
    let config = "spec = \"pets.yaml\"\noutput = \"client\"\n\n[crate]\nname = \"pets\"\n";
    std::fs::write(folder.path().join("clientwright.toml"), config).unwrap();
    folder
}

fn pets(properties: &str) -> String {
    format!("{PETS}components:\n  schemas:\n    Pet: {{type: object, properties: {{{properties}}}}}\n")
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_newcomer_yields_until_all_is_decided_anew() {
    let folder = folder_of_pets("ownerName: {type: string}");
    let run = |arguments: &[&str]| clientwright(folder.path(), arguments).status.code();
    assert_eq!(run(&["generate"]), Some(0));
    assert!(read(folder.path(), "clientwright.lock").contains("Pet = [\"ownerName\"]"));
    let grown = pets("owner_name: {type: string}, ownerName: {type: string}");
    std::fs::write(folder.path().join("pets.yaml"), grown).unwrap();
    assert_eq!(run(&["generate"]), Some(0));
    let pet = read(folder.path(), "client/src/types/pet.rs");
    assert!(pet.contains("\"ownerName\" => owner_name:"), "{pet}");
    assert!(pet.contains("\"owner_name\" => owner_name_2:"), "{pet}");
    assert_eq!(run(&["generate", "--check"]), Some(0));
    assert_eq!(run(&["generate", "--check", "--relock"]), Some(1));
    assert_eq!(run(&["generate", "--relock"]), Some(0));
    let pet = read(folder.path(), "client/src/types/pet.rs");
    assert!(pet.contains("\"owner_name\" => owner_name:"), "{pet}");
}

#[test]
fn a_stale_lock_is_drift() {
    let folder = folder_of_pets("id: {type: string}");
    assert_eq!(clientwright(folder.path(), &["generate"]).status.code(), Some(0));
    std::fs::remove_file(folder.path().join("clientwright.lock")).unwrap();
    let check = clientwright(folder.path(), &["generate", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&check.stdout).contains("b/clientwright.lock"));
}

#[test]
fn what_is_gone_leaves_the_lock() {
    let folder = folder_of_pets("ownerName: {type: string}");
    assert_eq!(clientwright(folder.path(), &["generate"]).status.code(), Some(0));
    std::fs::write(folder.path().join("pets.yaml"), pets("id: {type: string}")).unwrap();
    assert_eq!(clientwright(folder.path(), &["generate"]).status.code(), Some(0));
    assert!(!read(folder.path(), "clientwright.lock").contains("ownerName"));
}

#[test]
fn a_lock_that_cannot_be_read_says_which_line_and_nothing_is_written() {
    let folder = folder_of_pets("id: {type: string}");
    let lock = folder.path().join("clientwright.lock");
    std::fs::write(&lock, "version = 1\n\n[types]\n<<<<<<< ours\n").unwrap();
    let output = clientwright(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("clientwright.lock:4: "), "{}", stderr(&output));
    assert!(!folder.path().join("client").exists());
    assert_eq!(
        clientwright(folder.path(), &["generate", "--relock"]).status.code(),
        Some(0)
    );
}

#[test]
fn without_configuration_the_lock_stands_in_the_output() {
    let folder = folder_with("pets.yaml", PETS);
    clientwright(
        folder.path(),
        &["generate", "pets.yaml", "--out", "client", "--name", "pets"],
    );
    assert!(folder.path().join("client/clientwright.lock").is_file());
    assert!(!folder.path().join("clientwright.lock").exists());
}

#[test]
fn denied_warnings_write_nothing() {
    let folder = folder_with(
        "pets.yaml",
        &PETS.replace("operationId: list_pets", "operationId: list_pets\n      tag: [pets]"),
    );
    let generate = ["generate", "pets.yaml", "--out", "client"];
    let output = clientwright(folder.path(), &[&generate[..], &["--deny-warnings"]].concat());
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(
        message.contains("warning[unknown-key]") && message.contains("nothing was written"),
        "{message}"
    );
    assert!(!folder.path().join("client").exists());
    assert_eq!(clientwright(folder.path(), &generate).status.code(), Some(0));
}
