//! Folders in the way, links, and what a checked-out repository may have in it.

use super::*;

/// A folder with a file beside it that nobody may touch.
fn place() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("beside")).unwrap();
    std::fs::write(folder.path().join("beside/notes.rs"), "mine").unwrap();
    let out = folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    (folder, out)
}

/// Refused for this, and nothing has changed.
fn is_blocked(folder: &Path, out: &Path, files: &Files, obstacle: &Obstacle) {
    let before = tree(folder);
    for hand_edits in [HandEdits::Keep, HandEdits::Overwrite] {
        match write(out, files, hand_edits).unwrap_err() {
            OutputError::Blocked(obstacles) => assert_eq!(obstacles, std::slice::from_ref(obstacle)),
            other => panic!("{other}"),
        }
        assert_eq!(tree(folder), before);
    }
}

#[test]
fn a_folder_in_the_way_of_a_file_is_found_before_anything_is_written() {
    let (folder, out) = place();
    std::fs::create_dir_all(out.join("src/b.rs/mine")).unwrap();
    let files = files(&[("a.rs", "a"), ("src/b.rs", "b")]);
    is_blocked(folder.path(), &out, &files, &Obstacle::Folder("src/b.rs".into()));
}

#[test]
fn a_file_in_the_way_of_a_folder_is_found_before_anything_is_written() {
    let (folder, out) = place();
    std::fs::write(out.join("src"), "mine").unwrap();
    let files = files(&[("a.rs", "a"), ("src/b.rs", "b")]);
    is_blocked(folder.path(), &out, &files, &Obstacle::File("src".into()));
}

#[test]
fn paths_that_many_file_systems_cannot_hold_are_refused() {
    let (folder, out) = place();
    let case = files(&[("src/Pet.rs", "a"), ("src/pet.rs", "b")]);
    let both = Obstacle::Case("src/Pet.rs".into(), "src/pet.rs".into());
    is_blocked(folder.path(), &out, &case, &both);
    let folders = files(&[("Src/a.rs", "a"), ("src/b.rs", "b")]);
    is_blocked(
        folder.path(),
        &out,
        &folders,
        &Obstacle::Case("Src".into(), "src".into()),
    );
}

#[test]
fn paths_outside_the_folder_are_refused() {
    let (folder, out) = place();
    for path in [
        "../beside/notes.rs",
        "/notes.rs",
        "src/../../notes.rs",
        ".git/config",
        "c:notes.rs",
        "GIT~1/config",
    ] {
        is_blocked(
            folder.path(),
            &out,
            &files(&[(path, "a")]),
            &Obstacle::Outside(path.into()),
        );
    }
}

#[test]
fn other_files_are_left_alone_and_a_forged_manifest_reaches_nothing() {
    let (folder, out) = place();
    std::fs::create_dir(out.join(".git")).unwrap();
    std::fs::write(out.join(".git/config"), "mine").unwrap();
    let mine = manifest::fingerprint(b"mine");
    let list =
        format!("{mine:016x} ../beside/notes.rs\n{mine:016x} .git/config\n{mine:016x} src/../../beside/notes.rs\n");
    std::fs::write(out.join(MANIFEST), list).unwrap();
    write(&out, &files(&[("a.rs", "a")]), HandEdits::Overwrite).unwrap();
    assert_eq!(
        std::fs::read_to_string(folder.path().join("beside/notes.rs")).unwrap(),
        "mine"
    );
    assert_eq!(std::fs::read_to_string(out.join(".git/config")).unwrap(), "mine");
}

fn forge(out: &Path, path: &str, lock: Option<LockEntry>) {
    let journal = Journal {
        entries: vec![Entry {
            path: path.to_owned(),
            old: Some(manifest::fingerprint(b"mine")),
            new: Some(manifest::fingerprint(b"forged")),
        }],
        lock,
    };
    let (body, end) = journal.text();
    std::fs::write(out.join(JOURNAL), body + &end).unwrap();
    std::fs::create_dir_all(out.join(STAGING)).unwrap();
    std::fs::write(out.join(STAGING).join("0.new"), "forged").unwrap();
}

#[test]
fn a_forged_journal_reaches_nothing_outside_the_folder() {
    for path in [
        "../beside/notes.rs",
        "/etc/hosts",
        ".git/config",
        "src/../../beside/notes.rs",
        "link/notes.rs",
    ] {
        let (folder, out) = place();
        std::fs::create_dir(out.join(".git")).unwrap();
        std::fs::write(out.join(".git/config"), "mine").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("../beside", out.join("link")).unwrap();
        let lock = lock(&folder.path().join("clientwright.lock"), "1");
        std::fs::write(&lock.path, "mine").unwrap();
        let mine = manifest::fingerprint(b"mine");
        forge(
            &out,
            path,
            Some(LockEntry {
                old: Some(0),
                new: mine,
            }),
        );
        write(&out, &files(&[("a.rs", "a")]), HandEdits::Keep).unwrap();
        let mut after = tree(folder.path());
        after.retain(|_, text| text.contains("forged"));
        assert_eq!(after, BTreeMap::new(), "{path}");
        assert_eq!(
            std::fs::read_to_string(folder.path().join("beside/notes.rs")).unwrap(),
            "mine"
        );
        assert_eq!(std::fs::read_to_string(out.join(".git/config")).unwrap(), "mine");
        assert_eq!(std::fs::read_to_string(&lock.path).unwrap(), "mine");
        assert!(!compare::is_interrupted(&out));
    }
}

#[test]
fn files_with_reserved_names_are_kept() {
    let (folder, out) = place();
    std::fs::write(out.join(JOURNAL), "mine").unwrap();
    is_blocked(
        folder.path(),
        &out,
        &files(&[("a.rs", "a")]),
        &Obstacle::Reserved(JOURNAL.into()),
    );
    std::fs::remove_file(out.join(JOURNAL)).unwrap();
    std::fs::create_dir(out.join(STAGING)).unwrap();
    std::fs::write(out.join(STAGING).join("notes.txt"), "mine").unwrap();
    is_blocked(
        folder.path(),
        &out,
        &files(&[("a.rs", "a")]),
        &Obstacle::Reserved(STAGING.into()),
    );
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_at_reserved_names_are_not_followed() {
        for name in [JOURNAL, STAGING] {
            for target in ["../beside", "../beside/notes.rs", "../nothing"] {
                let (folder, out) = place();
                symlink(target, out.join(name)).unwrap();
                is_blocked(
                    folder.path(),
                    &out,
                    &files(&[("a.rs", "a")]),
                    &Obstacle::Reserved(name.into()),
                );
            }
        }
    }

    #[test]
    fn a_link_at_the_staged_lock_is_not_followed() {
        let (folder, out) = place();
        let lock = lock(&folder.path().join("clientwright.lock"), "1");
        symlink(
            "beside/notes.rs",
            folder.path().join("clientwright.lock.clientwright-new"),
        )
        .unwrap();
        let before = tree(folder.path());
        let refused = write_with_lock(&out, &files(&[("a.rs", "a")]), Some(&lock), HandEdits::Keep).unwrap_err();
        assert!(matches!(refused, OutputError::Blocked(_)), "{refused}");
        assert_eq!(tree(folder.path()), before);
    }

    #[test]
    fn a_folder_that_is_a_link_to_the_outside_is_refused() {
        for target in ["../beside", "../nothing", "/"] {
            let (folder, out) = place();
            symlink(target, out.join("src")).unwrap();
            let files = files(&[("a.rs", "a"), ("src/b.rs", "b")]);
            is_blocked(folder.path(), &out, &files, &Obstacle::Link("src".into()));
        }
    }

    #[test]
    fn stale_files_behind_a_link_are_not_removed() {
        let (folder, out) = place();
        symlink("../beside", out.join("src")).unwrap();
        let list = format!("{:016x} src/notes.rs\n", manifest::fingerprint(b"mine"));
        std::fs::write(out.join(MANIFEST), list).unwrap();
        write(&out, &files(&[("a.rs", "a")]), HandEdits::Overwrite).unwrap();
        assert!(folder.path().join("beside/notes.rs").exists());
    }

    #[test]
    fn a_link_where_a_file_is_to_be_is_a_hand_edit_and_replaced_only_by_force() {
        for target in ["../beside/notes.rs", "../nothing", "../beside"] {
            let (folder, out) = place();
            symlink(target, out.join("a.rs")).unwrap();
            let files = files(&[("a.rs", "a")]);
            let refused = write(&out, &files, HandEdits::Keep).unwrap_err();
            assert!(matches!(refused, OutputError::InTheWay(_)), "{refused}");
            write(&out, &files, HandEdits::Overwrite).unwrap();
            assert!(!out.join("a.rs").is_symlink());
            assert_eq!(
                std::fs::read_to_string(folder.path().join("beside/notes.rs")).unwrap(),
                "mine"
            );
            assert!(!folder.path().join("nothing").exists());
        }
    }

    #[test]
    fn an_output_that_is_itself_a_link_works() {
        let (folder, out) = place();
        symlink("out", folder.path().join("link")).unwrap();
        let files = files(&[("src/a.rs", "a")]);
        write(&folder.path().join("link"), &files, HandEdits::Keep).unwrap();
        assert_eq!(check(&out, &files), "");
    }
}
