//! Tries every hostile text at every position of the documents in `tests/hostile`, and writes some of the crates.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example hostile -- OUT CRATES [TEXT]
//! ```

use std::path::Path;
use std::process::ExitCode;

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
    let mut tally = Tally::default();
    for subject in Subject::all()? {
        for position in positions::all(&subject.document) {
            let expected = subject.expected(&position)?;
            tally.positions += 1;
            for text in &texts {
                tally.tried += 1;
                if let Err(error) = subject.check(&position, text, &expected) {
                    tally.failed += 1;
                    println!("{:?} as {}: {error}", shortened(text), subject.place(&position));
                }
            }
        }
    }
    println!(
        "{} positions, {} texts: {} tried, {} failed",
        tally.positions,
        texts.len(),
        tally.tried,
        tally.failed
    );
    let written = samples(Path::new(out), crates.parse()?, &texts)?;
    println!("{written} crates written");
    Ok(ExitCode::from(u8::from(tally.failed > 0)))
}

#[derive(Default)]
struct Tally {
    positions: usize,
    tried: usize,
    failed: usize,
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Writes crates that hold one text at many positions at once: every position that the document can do without is used.
fn samples(out: &Path, count: usize, texts: &[String]) -> Result<usize, Failure> {
    let subjects = Subject::all()?;
    let mut written = 0;
    for (index, text) in texts.iter().enumerate().take(count) {
        let Some(subject) = subjects.get(index % subjects.len()) else {
            break;
        };
        let name = format!("hostile_{index}");
        if let Some(files) = subject.full_of(text, &name)?.files {
            output::write(&out.join(&name), &files, HandEdits::Overwrite)?;
            written += 1;
        }
    }
    Ok(written)
}
