//! The process that starts workers, one after the other, and prints what they found.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};

/// What was found so far.
#[derive(Default)]
struct Tally {
    documents: u64,
    findings: u64,
    slowest: (u64, u64),
    largest: (u64, u64),
}

/// Has so many documents generated from; a worker that ends early is followed by one that goes on behind its document.
pub(crate) fn run(first: u64, count: u64, folders: &[&str]) -> ExitCode {
    let mut tally = Tally::default();
    let end = first + count;
    let mut next = first;
    while next < end {
        match work(next, end - next, folders, &mut tally) {
            Ok(last) => next = last + 1,
            Err(error) => {
                eprintln!("no worker: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!(
        "{} documents, {} findings; the slowest took {} ms of processor (seed {}), the largest {} MB (seed {})",
        tally.documents,
        tally.findings,
        tally.slowest.0,
        tally.slowest.1,
        tally.largest.0 / 1024,
        tally.largest.1
    );
    match tally.findings {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The last seed that a worker began with.
fn work(first: u64, count: u64, folders: &[&str], tally: &mut Tally) -> std::io::Result<u64> {
    let mut worker = Command::new(std::env::current_exe()?)
        .args(["worker", &first.to_string(), &count.to_string()])
        .args(folders)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut last = first;
    let mut panic = String::new();
    let mut stopped = String::new();
    let lines = worker.stdout.take().map(|out| BufReader::new(out).lines());
    for line in lines.into_iter().flatten() {
        let line = line?;
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "start" => {
                last = rest.parse().unwrap_or(last);
                tally.documents += 1;
                panic.clear();
            }
            "panic" => rest.clone_into(&mut panic),
            "stopped" => rest.clone_into(&mut stopped),
            "finding" => {
                tally.findings += 1;
                println!("{rest} {panic}");
            }
            "used" => note(tally, rest),
            _ => {}
        }
    }
    let status = worker.wait()?;
    if !status.success() {
        tally.findings += 1;
        println!("{last} ended with {status} {stopped}");
        return Ok(last);
    }
    Ok(first + count - 1)
}

fn note(tally: &mut Tally, text: &str) {
    let numbers: Vec<u64> = text.split(' ').filter_map(|number| number.parse().ok()).collect();
    if let [seed, time, memory, _] = numbers.as_slice() {
        tally.slowest = tally.slowest.max((*time, *seed));
        tally.largest = tally.largest.max((*memory, *seed));
    }
}
