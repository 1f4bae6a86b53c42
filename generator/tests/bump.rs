//! `generate --bump`: the version follows the API, and the changelog says why.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod shared;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use shared::{PETS, clientwright, folder_with};

const CONFIGURATION: &str = "spec = 'pets.yaml'\noutput = 'client'\nbump = true\n";

fn folder() -> tempfile::TempDir {
    let folder = folder_with("pets.yaml", PETS);
    fs::write(folder.path().join("clientwright.toml"), CONFIGURATION).unwrap();
    run(folder.path(), 0, &["generate"]);
    folder
}

#[track_caller]
fn run(folder: &Path, code: i32, arguments: &[&str]) -> String {
    let output = clientwright(folder, arguments);
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{text}");
    text
}

/// The document with a body where there was none, which breaks users.
fn breaking() -> String {
    PETS.replace(
        "{description: All pets.}",
        "{description: All pets., content: {application/json: {schema: {type: string}}}}",
    )
}

fn set(folder: &Path, document: &str) {
    fs::write(folder.join("pets.yaml"), document).unwrap();
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap_or_default()
}

fn version(folder: &Path) -> String {
    clientwright::config::package_version(&read(folder, "client/Cargo.toml")).unwrap()
}

/// All files of a folder and their texts.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(tree(&path)),
            false => _ = all.insert(path.display().to_string(), fs::read_to_string(&path).unwrap()),
        }
    }
    all
}

#[test]
fn a_change_raises_the_version_once() {
    let folder = folder();
    let path = folder.path();
    assert_eq!(version(path), "0.1.0");
    assert!(
        !path.join("client/CHANGELOG.md").exists(),
        "a first version changes nothing"
    );
    set(path, &breaking());
    let before = tree(path);
    let told = run(path, 1, &["generate", "--check"]);
    assert!(
        told.contains("client: the version is to be raised from 0.1.0 to 0.2.0"),
        "{told}"
    );
    assert!(told.contains("+## 0.2.0"), "{told}");
    assert_eq!(tree(path), before, "nothing is written");
    let told = run(path, 0, &["generate"]);
    assert!(
        told.contains("client: the version is raised from 0.1.0 to 0.2.0, with an entry in CHANGELOG.md"),
        "{told}"
    );
    assert_eq!(version(path), "0.2.0");
    let changelog = read(path, "client/CHANGELOG.md");
    assert!(
        changelog.starts_with("# Changelog\n\n## 0.2.0\n\n### Breaks the build\n\n- `Client::list_pets`: "),
        "{changelog}"
    );
    assert!(read(path, "clientwright.lock").contains("[crate]\nversion = \"0.2.0\""));
    let once = tree(path);
    let told = run(path, 0, &["generate"]);
    assert!(
        told.contains("the client is up to date") && !told.contains("version"),
        "{told}"
    );
    assert_eq!(tree(path), once, "a second run changes nothing");
    run(path, 0, &["generate", "--check"]);
}

#[test]
fn the_changelog_belongs_to_the_user() {
    let folder = folder();
    let path = folder.path();
    let mine = "# Ours\n\nWritten by hand.\n\n## Unreleased\n\n- a note\n\n## 0.1.0\n\n- first\n";
    fs::write(path.join("client/CHANGELOG.md"), mine).unwrap();
    run(path, 0, &["generate", "--check"]);
    set(path, &breaking());
    fs::write(path.join("client/src/lib.rs"), "// by hand\n").unwrap();
    run(path, 1, &["generate"]);
    assert_eq!(read(path, "client/CHANGELOG.md"), mine, "nothing is written");
    run(path, 0, &["generate", "--force"]);
    let changelog = read(path, "client/CHANGELOG.md");
    let (above, below) = changelog.split_once("## 0.2.0\n\n### Breaks the build\n").unwrap();
    assert_eq!(above, "# Ours\n\nWritten by hand.\n\n## Unreleased\n\n- a note\n\n");
    assert!(below.ends_with("\n\n## 0.1.0\n\n- first\n"), "{below}");
    set(path, PETS);
    fs::remove_file(path.join("client/CHANGELOG.md")).unwrap();
    run(path, 0, &["generate"]);
    assert!(read(path, "client/CHANGELOG.md").starts_with("# Changelog\n\n## 0.3.0\n"));
}

#[test]
fn a_version_is_kept_without_the_option_and_yields_to_a_newer_one() {
    let folder = folder_with("pets.yaml", PETS);
    let path = folder.path();
    let configure = |more: &str| {
        let text = format!("spec = 'pets.yaml'\noutput = 'client'\n{more}");
        fs::write(path.join("clientwright.toml"), text).unwrap();
    };
    configure("[crate]\nversion = '1.4.0'\n");
    run(path, 0, &["generate"]);
    set(path, &breaking());
    run(path, 0, &["generate", "--bump"]);
    assert_eq!(version(path), "2.0.0");
    for arguments in [&["generate"][..], &["generate", "--relock"], &["generate", "--bump"]] {
        run(path, 0, arguments);
        assert_eq!(version(path), "2.0.0", "{arguments:?}");
    }
    configure("[crate]\nversion = '3.0.0'\n");
    run(path, 0, &["generate", "--bump"]);
    assert_eq!(version(path), "3.0.0");
    assert!(
        !read(path, "client/CHANGELOG.md").contains("3.0.0"),
        "a version alone is no change"
    );
    set(path, &breaking().replace("All pets.", "Every pet."));
    run(path, 0, &["generate", "--bump"]);
    assert_eq!(version(path), "3.0.1");
    assert!(read(path, "client/CHANGELOG.md").contains("## 3.0.1\n\nThe API is as it was"));
}

#[test]
fn an_unknown_api_raises_no_version() {
    let folder = folder();
    let path = folder.path();
    fs::remove_file(path.join("client/api.txt")).unwrap();
    set(path, &breaking());
    let told = run(path, 0, &["generate"]);
    assert!(
        told.contains("warning: client: the API of the crate in the folder isn't known"),
        "{told}"
    );
    assert_eq!(version(path), "0.1.0");
}

#[cfg(unix)]
#[test]
fn a_changelog_that_is_a_link_is_left_alone() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("NEWS.md"), "# Ours\n").unwrap();
    std::os::unix::fs::symlink("../NEWS.md", path.join("client/CHANGELOG.md")).unwrap();
    set(path, &breaking());
    let told = run(path, 4, &["generate", "--force"]);
    assert!(told.contains("`CHANGELOG.md` is a symbolic link"), "{told}");
    assert_eq!(read(path, "NEWS.md"), "# Ours\n");
    assert_eq!(version(path), "0.1.0");
}

#[test]
fn a_module_has_no_version() {
    let folder = folder_with("pets.yaml", PETS);
    let text = "spec = 'pets.yaml'\nbump = true\n[module]\nname = 'pets'\n";
    fs::write(folder.path().join("clientwright.toml"), text).unwrap();
    let told = run(folder.path(), 3, &["lock"]);
    assert!(told.contains("a module has none"), "{told}");
}
