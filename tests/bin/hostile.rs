//! Tries every hostile text at every position of the documents in `tests/hostile`, and writes some crates that are full of
//! them.
//!
//! ```text
//! cargo run --release -p clientwright-tests --bin hostile -- OUT CRATES [TEXT]
//! ```

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clientwright::output::{self, HandEdits};
use clientwright_tests::hostile::{Subject, positions, strings};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<ExitCode, Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, crates, one @ ..] = arguments.as_slice() else {
        return Err("usage: hostile OUT CRATES [TEXT]".into());
    };
    let texts = match one {
        [] => strings::all(),
        [text, ..] => vec![text.clone()],
    };
    let began = Instant::now();
    let tally = all(&texts)?;
    println!(
        "{} texts at {} positions of {} documents: {} runs in {} s, {} failed",
        texts.len(),
        tally.positions,
        tally.documents,
        tally.tried,
        began.elapsed().as_secs(),
        tally.failed
    );
    let written = samples(Path::new(out), crates.parse()?, &texts)?;
    println!("{written} crates written after {} s", began.elapsed().as_secs());
    Ok(ExitCode::from(u8::from(tally.failed > 0)))
}

#[derive(Default)]
struct Tally {
    documents: usize,
    positions: usize,
    tried: usize,
    failed: usize,
}

/// Tries all texts at all positions, on each processor those that are its turn.
fn all(texts: &[String]) -> Result<Tally, Failure> {
    let workers = std::thread::available_parallelism()?.get();
    let mut whole = Tally::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers)
            .map(|turn| scope.spawn(move || share(texts, turn, workers).map_err(|error| error.to_string())))
            .collect();
        for worker in workers {
            let tally = worker.join().map_err(|_| "a worker panicked")??;
            whole.documents = tally.documents;
            whole.positions += tally.positions;
            whole.tried += tally.tried;
            whole.failed += tally.failed;
        }
        Ok(whole)
    })
}

/// Every so many positions, from this one on.
fn share(texts: &[String], turn: usize, workers: usize) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    for subject in Subject::all()? {
        tally.documents += 1;
        for position in positions::all(&subject.document)
            .into_iter()
            .skip(turn)
            .step_by(workers)
        {
            let expected = subject.expected(&position)?;
            tally.positions += 1;
            for text in texts {
                tally.tried += 1;
                if let Err(error) = subject.check(&position, text, &expected) {
                    tally.failed += 1;
                    println!("{:?} as {}: {error}", shortened(text), subject.place(&position));
                }
            }
        }
    }
    Ok(tally)
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Writes crates that hold texts at many positions at once: every position that the document can do without is used.
fn samples(out: &Path, count: usize, texts: &[String]) -> Result<usize, Failure> {
    let subjects = Subject::all()?;
    let mut written = 0;
    for (index, subject) in subjects.iter().cycle().enumerate().take(count) {
        let name = format!("hostile_{index}");
        if let Some(files) = subject.full_of(texts, index, &name)?.files {
            output::write(&out.join(&name), &files, HandEdits::Overwrite)?;
            written += 1;
        }
    }
    Ok(written)
}
