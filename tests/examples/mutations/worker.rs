//! The process that generates: it says which document comes next, so that its end is known to be that one's.

use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use clientwright_tests::mutations::{self, Original};

use super::limits;

/// When the document at hand began, by the time of processor.
static SINCE: Mutex<Option<Duration>> = Mutex::new(None);

/// Generates from so many documents, in this process.
pub(crate) fn run(first: u64, count: u64, originals: &[Original]) {
    let folder = std::env::temp_dir().join(format!("clientwright-mutations-{}", std::process::id()));
    if let Err(error) = std::fs::create_dir_all(&folder) {
        return say(&format!("finding {first} no folder: {error}"));
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        say(&format!("panic {place}"));
    }));
    std::thread::spawn(watch);
    for seed in first..first + count {
        one(seed, originals, &folder);
    }
    drop(std::fs::remove_dir_all(&folder));
}

fn one(seed: u64, originals: &[Original], folder: &Path) {
    say(&format!("start {seed}"));
    let Some(document) = mutations::document(seed, originals) else {
        return;
    };
    limits::forget();
    let before = limits::processor();
    set(Some(before));
    let found = mutations::check(&document, folder);
    set(None);
    if let Err(finding) = found {
        say(&format!("finding {seed} {}", finding.escape_debug()));
    }
    let used = limits::processor().saturating_sub(before);
    let memory = limits::memory();
    if memory > limits::MEMORY {
        say(&format!("finding {seed} {} MB", memory / 1024));
    }
    say(&format!("used {seed} {} {memory} {}", used.as_millis(), document.len()));
}

fn set(since: Option<Duration>) {
    if let Ok(mut current) = SINCE.lock() {
        *current = since;
    }
}

/// Ends the process where a document takes too long or too much.
fn watch() {
    loop {
        std::thread::sleep(Duration::from_millis(100));
        let since = SINCE.lock().ok().and_then(|since| *since);
        let Some(since) = since else { continue };
        let used = limits::processor().saturating_sub(since);
        if used > limits::PROCESSOR || limits::memory() > 4 * limits::MEMORY {
            say(&format!(
                "stopped {} ms, {} MB",
                used.as_millis(),
                limits::memory() / 1024
            ));
            std::process::exit(9);
        }
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Without the parent there is nobody to tell.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
