//! Runs that end in the middle, and two runs at once.

use super::*;

/// What a folder holds in each version: files that change, come, go, stay, and a file that becomes a folder.
fn versions() -> [Files; 2] {
    [
        files(&[
            ("a.rs", "1"),
            ("gone/b.rs", "1"),
            ("same.rs", "0"),
            ("shape", "1"),
            ("src/c.rs", "1"),
        ]),
        files(&[
            ("a.rs", "2"),
            ("new/d.rs", "2"),
            ("same.rs", "0"),
            ("shape/e.rs", "2"),
            ("src/c.rs", "2"),
        ]),
    ]
}

struct Place {
    folder: tempfile::TempDir,
    out: std::path::PathBuf,
    locks: [LockFile; 2],
}

impl Place {
    /// A folder with the first version in it, and its lock beside it.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clientwright.lock");
        let place = Self {
            out: folder.path().join("out"),
            locks: [lock(&path, "1"), lock(&path, "2")],
            folder,
        };
        place.write(0, &|| Ok(())).unwrap();
        place
    }

    fn write(&self, version: usize, gate: &(dyn Fn() -> io::Result<()> + Sync)) -> Result<Summary, OutputError> {
        let writer = Writer {
            disk: Disk::gated(gate),
            patience: Duration::ZERO,
        };
        let files = &versions()[version];
        writer.write(
            &self.out,
            Batch::new(files, Some(&self.locks[version])),
            HandEdits::Keep,
        )
    }

    fn tree(&self) -> BTreeMap<String, String> {
        tree(self.folder.path())
    }
}

/// The whole folder, with its lock, in each version.
fn wholes() -> [BTreeMap<String, String>; 2] {
    let place = Place::new();
    let first = place.tree();
    place.write(1, &|| Ok(())).unwrap();
    [first, place.tree()]
}

/// A counter of steps that passes `allowed` of them.
pub(super) struct Steps {
    taken: AtomicUsize,
    fails: fn(usize, usize) -> bool,
    at: usize,
}

impl Steps {
    pub(super) fn new(at: usize, fails: fn(usize, usize) -> bool) -> Self {
        Self {
            taken: AtomicUsize::new(0),
            fails,
            at,
        }
    }

    pub(super) fn pass(&self) -> io::Result<()> {
        match (self.fails)(self.taken.fetch_add(1, Ordering::Relaxed), self.at) {
            true => Err(io::Error::other("stopped")),
            false => Ok(()),
        }
    }

    /// Whether the run ended before the step at which it was to fail.
    pub(super) fn is_over(&self) -> bool {
        self.taken.load(Ordering::Relaxed) <= self.at
    }
}

/// A killed run takes no step after one it didn't get to, an error is one step that fails.
pub(super) const KILLED: fn(usize, usize) -> bool = |step, at| step >= at;
pub(super) const FAILED: fn(usize, usize) -> bool = |step, at| step == at;

#[test]
fn after_a_kill_at_every_step_the_next_run_just_works() {
    let wholes = wholes();
    for next in [0, 1] {
        let mut recovered = Vec::new();
        for at in 0.. {
            let place = Place::new();
            let steps = Steps::new(at, KILLED);
            let result = place.write(1, &|| steps.pass());
            if steps.is_over() {
                result.unwrap();
                assert!(at > 20, "the steps are counted");
                break;
            }
            let half = place.tree();
            if half.len() != wholes[0].len() && half.len() != wholes[1].len() {
                assert!(!check_with_lock(&place.out, &versions()[1], &place.locks[1]).is_empty());
            }
            let summary = place
                .write(next, &|| Ok(()))
                .unwrap_or_else(|error| panic!("step {at}: {error:?}"));
            recovered.push(summary.recovered);
            assert_eq!(place.tree(), wholes[next], "step {at}");
            assert_eq!(check_with_lock(&place.out, &versions()[next], &place.locks[next]), "");
        }
        assert!(recovered.contains(&Some(Recovered::Undone)) && recovered.contains(&Some(Recovered::Finished)));
    }
}

#[test]
fn after_a_kill_a_recovery_that_is_killed_as_well_is_recovered() {
    let wholes = wholes();
    for at in 0.. {
        let steps = Steps::new(at, KILLED);
        let place = Place::new();
        let _ = place.write(1, &|| steps.pass());
        if steps.is_over() {
            break;
        }
        // Every other pair of steps is like its neighbours.
        for again in (at % 5..200).step_by(5) {
            let place = Place::new();
            let steps = Steps::new(at, KILLED);
            let _ = place.write(1, &|| steps.pass());
            let steps = Steps::new(again, KILLED);
            let _ = place.write(0, &|| steps.pass());
            place
                .write(1, &|| Ok(()))
                .unwrap_or_else(|error| panic!("steps {at}, {again}: {error:?}"));
            assert_eq!(place.tree(), wholes[1], "steps {at}, {again}");
            if steps.is_over() {
                break;
            }
        }
    }
}

#[test]
fn an_error_at_any_step_leaves_the_folder_whole() {
    let wholes = wholes();
    for at in 0.. {
        let place = Place::new();
        let steps = Steps::new(at, FAILED);
        let result = place.write(1, &|| steps.pass());
        if steps.is_over() {
            result.unwrap();
            break;
        }
        let mut after = place.tree();
        // What is left when removing fails is removed by the next run.
        after.retain(|path, _| !path.starts_with("out/.clientwright-") && !path.ends_with("clientwright-new"));
        // So is an empty folder that can't be removed, by hand.
        after.retain(|path, text| {
            path == "out" || !text.is_empty() || std::fs::remove_dir(place.folder.path().join(path)).is_err()
        });
        let expected = &wholes[usize::from(result.is_ok())];
        let differs = after
            .iter()
            .any(|(path, text)| expected.get(path).unwrap_or(text) != text);
        assert!(
            !differs && expected.keys().all(|path| after.contains_key(path)),
            "step {at}: {after:#?}"
        );
        place
            .write(1, &|| Ok(()))
            .unwrap_or_else(|error| panic!("step {at}: {error:?}"));
        assert_eq!(place.tree(), wholes[1], "step {at}");
    }
}

#[test]
fn a_first_run_that_fails_leaves_nothing() {
    for at in 0..12 {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("deep/out");
        let steps = Steps::new(at, FAILED);
        let gate = || steps.pass();
        let writer = Writer {
            disk: Disk::gated(&gate),
            patience: Duration::ZERO,
        };
        writer
            .write(&out, Batch::new(&versions()[0], None), HandEdits::Keep)
            .unwrap_err();
        assert_eq!(tree(folder.path()), BTreeMap::new(), "step {at}");
    }
}

#[test]
fn hand_edits_after_a_kill_are_kept() {
    for at in 0.. {
        let place = Place::new();
        let steps = Steps::new(at, KILLED);
        let _ = place.write(1, &|| steps.pass());
        if steps.is_over() {
            break;
        }
        std::fs::write(place.out.join("a.rs"), "mine").unwrap();
        let refused = place.write(1, &|| Ok(())).unwrap_err();
        assert!(
            matches!(&refused, OutputError::InTheWay(files) if files == &["a.rs"]),
            "step {at}: {refused}"
        );
        assert_eq!(std::fs::read_to_string(place.out.join("a.rs")).unwrap(), "mine");
    }
}

#[test]
fn a_loss_of_power_that_empties_files_is_undone() {
    let wholes = wholes();
    for at in 0.. {
        let place = Place::new();
        let steps = Steps::new(at, KILLED);
        let _ = place.write(1, &|| steps.pass());
        if steps.is_over() {
            break;
        }
        for name in ["a.rs", "new/d.rs", ".clientwright-staging/3.new"] {
            let path = place.out.join(name);
            if path.exists() {
                std::fs::write(path, "").unwrap();
            }
        }
        place
            .write(1, &|| Ok(()))
            .unwrap_or_else(|error| panic!("step {at}: {error:?}"));
        assert_eq!(place.tree(), wholes[1], "step {at}");
    }
}

#[test]
fn a_check_writes_nothing_and_reports_a_half_written_folder() {
    let place = Place::new();
    let steps = Steps::new(20, KILLED);
    place.write(1, &|| steps.pass()).unwrap_err();
    let before = place.tree();
    let diff = check_with_lock(&place.out, &versions()[1], &place.locks[1]);
    assert!(diff.starts_with("An earlier run was interrupted"));
    assert_eq!(place.tree(), before);
}

#[test]
fn a_run_that_waits_too_long_says_so() {
    let place = Place::new();
    let disk = Disk::default();
    let other = Exclusive::acquire(&place.out, &disk, Duration::ZERO).unwrap();
    let refused = place.write(1, &|| Ok(())).unwrap_err();
    assert!(matches!(refused, OutputError::Busy(_)), "{refused}");
    other.release();
    drop(other);
    place.write(1, &|| Ok(())).unwrap();
}

#[test]
fn runs_at_once_take_turns() {
    let wholes = wholes();
    let place = Place::new();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let place = &place;
            scope.spawn(move || {
                for turn in 0..20 {
                    let version = (thread + turn) % 2;
                    let (files, lock) = (&versions()[version], &place.locks[version]);
                    let summary = write_with_lock(&place.out, files, Some(lock), HandEdits::Keep).unwrap();
                    assert_eq!(summary.recovered, None);
                }
            });
        }
    });
    assert!(wholes.contains(&place.tree()));
}
