//! The changelog, which belongs to the user.

use std::path::PathBuf;

use super::interrupted::{FAILED, KILLED, Steps};
use super::*;

/// A folder with a crate, and a changelog that the user began.
struct Place {
    folder: tempfile::TempDir,
    locks: [LockFile; 2],
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clientwright.lock");
        let place = Self {
            locks: [lock(&path, "1"), lock(&path, "2")],
            folder,
        };
        write_with_lock(&place.out(), &version(1), Some(&place.locks[0]), HandEdits::Keep).unwrap();
        place.say(MINE);
        place
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn say(&self, text: &str) {
        std::fs::write(self.out().join(OWN), text).unwrap();
    }

    fn said(&self) -> String {
        std::fs::read_to_string(self.out().join(OWN)).unwrap()
    }

    /// Writes the second version with its entry.
    fn write(&self, steps: &Steps, hand_edits: HandEdits) -> Result<Summary, OutputError> {
        let gate = || steps.pass();
        let writer = Writer {
            disk: Disk::gated(&gate),
            patience: Duration::ZERO,
        };
        let own = own();
        let files = version(2);
        let batch = Batch {
            changelog: Some(&own),
            ..Batch::new(&files, Some(&self.locks[1]))
        };
        writer.write(&self.out(), batch, hand_edits)
    }
}

const MINE: &str = "mine\n";

fn own() -> OwnFile {
    OwnFile {
        before: Some(MINE.to_owned()),
        after: format!("new\n{MINE}"),
    }
}

fn version(number: usize) -> Files {
    let text = number.to_string();
    files(&[("a.rs", &text), ("b.rs", &text)])
}

fn never() -> Steps {
    Steps::new(usize::MAX, FAILED)
}

#[test]
fn a_changelog_is_changed_with_the_rest_and_is_no_generated_file() {
    let place = Place::new();
    let summary = place.write(&never(), HandEdits::Keep).unwrap();
    assert_eq!(summary.written, [OWN, "a.rs", "b.rs"]);
    assert_eq!(place.said(), own().after);
    let manifest = std::fs::read_to_string(place.out().join(MANIFEST)).unwrap();
    assert!(!manifest.contains(OWN), "{manifest}");
    write_with_lock(&place.out(), &version(3), Some(&place.locks[1]), HandEdits::Keep).unwrap();
    assert_eq!(place.said(), own().after, "a run without an entry leaves it alone");
    assert!(compare::stale(&place.out(), &version(3), &manifest::read(&place.out()).unwrap()).is_empty());
}

#[test]
fn what_the_user_wrote_in_the_meantime_is_never_overwritten() {
    for hand_edits in [HandEdits::Keep, HandEdits::Overwrite] {
        let place = Place::new();
        place.say("later\n");
        let refused = place.write(&never(), hand_edits).unwrap_err();
        assert!(refused.to_string().contains("changed in the meantime"), "{refused}");
        assert_eq!(place.said(), "later\n");
        assert_eq!(check(&place.out(), &version(1)), "", "nothing else was written");
    }
}

#[test]
fn after_a_kill_or_an_error_at_any_step_the_changelog_is_whole() {
    for fails in [KILLED, FAILED] {
        for at in 0.. {
            let place = Place::new();
            let steps = Steps::new(at, fails);
            let result = place.write(&steps, HandEdits::Keep);
            if steps.is_over() {
                result.unwrap();
                break;
            }
            recover(&place.out(), &place.locks[0]).unwrap();
            let is_new = check(&place.out(), &version(2)).is_empty();
            let expected = if is_new { own().after } else { MINE.to_owned() };
            assert_eq!(place.said(), expected, "step {at}");
            if !is_new {
                assert_eq!(check(&place.out(), &version(1)), "", "step {at}");
            }
        }
    }
}
