//! What every command prints for programs: one JSON object per message and per result; and the exit codes.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use serde_json::Value;
use shared::{PETS, clientwright, folder_with};

const CONFIGURATION: &str = "spec = 'pets.yaml'\noutput = 'client'\n";

const MODULE: &str = "spec = 'pets.yaml'\n[module]\nname = 'pets'\n";

fn folder_of(configuration: &str) -> tempfile::TempDir {
    let folder = folder_with("pets.yaml", PETS);
    std::fs::write(folder.path().join("clientwright.toml"), configuration).unwrap();
    std::fs::write(folder.path().join("departures.jsonl"), "").unwrap();
    folder
}

/// The objects of both streams; everything that is printed is JSON.
fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> (i32, Vec<Value>, Vec<Value>) {
    let output = clientwright(folder.path(), &[arguments, &["--message-format", "json"]].concat());
    let objects = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let lines = text.lines().map(|line| {
            let value: Result<Value, _> = serde_json::from_str(line);
            value.unwrap_or_else(|error| unreachable!("{arguments:?}: {error}: {line}"))
        });
        lines.collect::<Vec<Value>>()
    };
    let code = output.status.code().unwrap();
    (code, objects(&output.stdout), objects(&output.stderr))
}

#[test]
fn every_result_is_one_object() {
    let folder = folder_of(CONFIGURATION);
    for (arguments, code, key, value) in [
        (&["generate", "--check"][..], 1, "status", "stale"),
        (&["generate"], 0, "status", "written"),
        (&["generate"], 0, "status", "current"),
        (&["generate", "--check"], 0, "status", "current"),
        (&["diff"], 0, "verdict", "patch"),
        (&["lint"], 0, "status", "accepted"),
        (&["inspect"], 0, "title", "Pets"),
        (&["learn", "departures.jsonl"], 0, "config", "clientwright.toml"),
    ] {
        let (actual, out, _) = run(&folder, arguments);
        assert_eq!((actual, out.len()), (code, 1), "{arguments:?}: {out:?}");
        assert_eq!(out[0][key], value, "{arguments:?}: {out:?}");
    }
    let folder = folder_of(MODULE);
    for (arguments, code, key) in [
        (&["lock", "--check"][..], 1, "status"),
        (&["lock"], 0, "status"),
        (&["deps"], 0, "manifest"),
    ] {
        let (actual, out, _) = run(&folder, arguments);
        assert_eq!((actual, out.len()), (code, 1), "{arguments:?}: {out:?}");
        assert!(out[0][key].is_string(), "{arguments:?}: {out:?}");
    }
    let folder = folder_with("openapi.yaml", PETS);
    assert_eq!(run(&folder, &["init"]).1[0]["next"], "clientwright generate");
}

#[test]
fn every_failure_is_an_object_and_has_its_exit_code() {
    let folder = folder_of("spec = 'none.yaml'\noutput = 'client'\n");
    for command in ["generate", "lint", "inspect", "diff"] {
        let (code, _, err) = run(&folder, &[command]);
        assert_eq!(code, 4, "{command}: {err:?}");
        assert_eq!(err[0]["severity"], "error", "{command}");
    }
    for (arguments, code) in [
        (&["generate", "--config", "none.toml"][..], 4),
        (&["generate", "http://127.0.0.1:9/none.yaml"], 4),
        (&["generate", "https://example.com/a.yaml", "--offline"], 4),
        (&["diff", "none.yaml", "pets.yaml"], 4),
        (&["learn", "none.jsonl"], 4),
        (&["deps", "none.yaml"], 4),
        (&["lock", "none.yaml"], 4),
        (&["init", "none.yaml"], 3),
        (&["generate", "pets.yaml", "--name", "a b"], 3),
        (&["deps", "pets.yaml", "--features", "none"], 3),
    ] {
        let (actual, _, err) = run(&folder, arguments);
        assert_eq!(actual, code, "{arguments:?}: {err:?}");
        assert_eq!(err[0]["severity"], "error", "{arguments:?}");
    }
    std::fs::write(folder.path().join("clientwright.toml"), "spec = 1").unwrap();
    assert_eq!(run(&folder, &["generate"]).0, 3);
    std::fs::write(folder.path().join("pets.yaml"), "swagger: '2.0'").unwrap();
    for command in ["generate", "lint", "inspect", "deps", "lock"] {
        let (code, _, err) = run(&folder, &[command, "pets.yaml"]);
        assert_eq!((code, &err[0]["severity"]), (2, &"error".into()), "{command}: {err:?}");
    }
}

#[test]
fn github_shows_what_is_stale_and_what_breaks() {
    let folder = folder_of(CONFIGURATION);
    let github = |arguments: &[&str]| {
        let output = clientwright(folder.path(), &[arguments, &["--message-format", "github"]].concat());
        let streams = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&streams).into_owned()
    };
    let stale = github(&["generate", "--check"]);
    assert!(
        stale.contains("::error file=client/Cargo.toml,title=stale::client is stale"),
        "{stale}"
    );
    github(&["generate"]);
    let changed = PETS.replace(
        "{description: All pets.}",
        "{description: All pets., content: {application/json: {schema: {type: string}}}}",
    );
    std::fs::write(folder.path().join("pets.yaml"), changed).unwrap();
    let diff = github(&["diff"]);
    assert!(
        diff.contains("::error file=pets.yaml,line=5,title=output-changed::Client::list_pets: "),
        "{diff}"
    );
    let failure = github(&["generate", "--config", "none.toml"]);
    assert!(failure.contains("::error::`none.toml` can't be read"), "{failure}");
}
