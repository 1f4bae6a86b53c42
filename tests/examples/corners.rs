//! Breaks corners of the documents of a folder at random, generates from each, and prints what a corner costs beyond
//! itself: a refusal, a panic, an operation that it does not reach and that is different, or no message about it.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example corners -- FOLDER OUT COUNT [SLUG…]
//! ```
//!
//! For each document it writes a client of one broken document into OUT, so that it can be compiled.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clientwright_tests::corners::breaks::{Break, places};
use clientwright_tests::corners::{Finding, Whole, tally};
use clientwright_tests::corpus::{self, Entry};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<ExitCode, Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, count, slugs @ ..] = arguments.as_slice() else {
        return Err("usage: corners FOLDER OUT COUNT [SLUG…]".into());
    };
    let count: usize = count.parse()?;
    std::panic::set_hook(Box::new(|_| {}));
    let entries = corpus::entries(Path::new(folder))?;
    let entries: Vec<&Entry> = entries
        .iter()
        .filter(|entry| slugs.is_empty() || slugs.contains(&entry.name))
        .collect();
    let problems = Mutex::new(0);
    let next = AtomicUsize::new(0);
    println!("document\toperations\tcorners\tfigures");
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(entry) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = of_document(entry, count, Path::new(out));
                    if let Ok(mut problems) = problems.lock() {
                        *problems += found;
                    }
                }
            });
        }
    });
    let problems = problems.into_inner().unwrap_or_default();
    println!("{problems} corners cost more than themselves");
    Ok(match problems {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// How many corners of a document cost more than themselves.
fn of_document(entry: &Entry, count: usize, out: &Path) -> usize {
    let (name, path, out) = (entry.name.clone(), entry.path.clone(), out.join(&entry.name));
    clientwright::with_deep_stack(move || {
        let whole = match Whole::read(&path) {
            Ok(whole) => whole,
            Err(reason) => {
                println!("{name}\t{reason}");
                return 1;
            }
        };
        let places = places(whole.value());
        let mut findings = Vec::new();
        for seed in 0..count {
            let broken = Break::at_random(seed as u64, &places);
            let found = whole.with(&broken);
            print(&name, seed, &broken, &found);
            findings.push(found);
        }
        let worst = (0..findings.len()).max_by_key(|seed| findings.get(*seed).map(|found| found.affected));
        let broken = Break::at_random(worst.unwrap_or_default() as u64, &places);
        if let Err(reason) = whole.write_with(&broken, &out) {
            println!("{name}\t{broken} can't be written: {reason}");
        }
        let tally = tally(&findings);
        println!("{name}\t{}\t{count}\t{tally:?}", whole.operations());
        tally.get("with a problem").copied().unwrap_or_default()
    })
}

fn print(name: &str, seed: usize, broken: &Break, found: &Finding) {
    if !found.problems.is_empty() {
        let (problems, messages) = (found.problems.join("\n  "), found.messages.join("\n  "));
        println!("{name}\tseed {seed}: {broken}:\n  {problems}\n  said:\n  {messages}");
    }
}
