//! What a team sets up: the first configuration, annotations of a pull request, completions.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use shared::{PETS, clientwright, folder_with};

fn stdout(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_first_configuration_is_enough_to_generate() {
    let folder = folder_with("openapi.yaml", PETS);
    let init = clientwright(folder.path(), &["init"]);
    assert_eq!(init.status.code(), Some(0), "{init:?}");
    let written = std::fs::read_to_string(folder.path().join("clientwright.toml")).unwrap();
    assert_eq!(
        written,
        "#:schema ./clientwright.schema.json\nspec = \"openapi.yaml\"\noutput = \"client\"\n\n[crate]\nname = \"pets\"\n"
    );
    let schema = std::fs::read_to_string(folder.path().join("clientwright.schema.json")).unwrap();
    assert_eq!(schema, stdout(&clientwright(folder.path(), &["schema"])));
    let generate = clientwright(folder.path(), &["generate"]);
    assert!(stdout(&generate).contains("the client is written"), "{generate:?}");
    let again = clientwright(folder.path(), &["init"]);
    assert_eq!(again.status.code(), Some(3), "a configuration is never replaced");
}

#[test]
fn a_module_is_configured_for_a_build_script() {
    let folder = folder_with("shop.yaml", PETS);
    let init = clientwright(folder.path(), &["init", "shop.yaml", "--module"]);
    assert!(stdout(&init).contains("clientwright lock"), "{init:?}");
    let lock = clientwright(folder.path(), &["lock"]);
    assert_eq!(lock.status.code(), Some(0), "{lock:?}");
}

#[test]
fn nothing_is_configured_for_what_is_no_document() {
    let folder = folder_with("openapi.yaml", "name: workflow\n");
    for (arguments, code) in [
        (&["init"][..], 2),
        (&["init", "absent.yaml"], 4),
        (&["init", "-"], 3),
        (&["init", "--name", "fn"], 2),
    ] {
        let init = clientwright(folder.path(), arguments);
        assert_eq!(init.status.code(), Some(code), "{init:?}");
        assert!(!folder.path().join("clientwright.toml").exists());
    }
}

#[test]
fn messages_annotate_lines_on_github_and_no_text_is_a_command() {
    let text = PETS.replace(
        "{description: All pets.}",
        "{$ref: \"#/components/responses/\\n::error::%\"}",
    );
    let folder = folder_with("pets.yaml", &text);
    let arguments = ["generate", "pets.yaml", "--out", "client", "--message-format", "github"];
    let output = clientwright(folder.path(), &arguments);
    let messages = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = messages.lines().collect();
    let [line] = lines.as_slice() else {
        panic!("{messages}");
    };
    assert!(
        line.starts_with("::warning file=pets.yaml,line=8,col=17,title=unresolved-ref::"),
        "{line}"
    );
    assert!(line.contains("::error::%25"), "{line}");
}

#[test]
fn shells_complete_the_command() {
    let folder = folder_with("pets.yaml", PETS);
    for shell in ["bash", "fish", "zsh"] {
        let output = clientwright(folder.path(), &["completions", shell]);
        assert!(stdout(&output).contains("generate"), "{output:?}");
    }
}
