//! Generates from thousands of documents that are changed at random, in worker processes, and prints what goes wrong.
//!
//! ```text
//! cargo run --release -p clientwright-tests --example mutations -- FIRST COUNT [FOLDER…]
//! cargo run --release -p clientwright-tests --example mutations -- show SEED [FOLDER…]
//! ```
//!
//! A finding is a panic, an abort, more than five seconds of processor, more than 512 MB, or emitted text that isn't Rust.
//! Each is a line with its seed, from which `show` makes the document again. The folders hold documents beside our own.

mod limits;
mod parent;
mod worker;

use std::path::Path;
use std::process::ExitCode;

use clientwright_tests::mutations::{self, Original};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["worker", first, count, folders @ ..] => {
            let (Ok(first), Ok(count)) = (first.parse(), count.parse()) else {
                return usage();
            };
            worker::run(first, count, &originals(folders));
            ExitCode::SUCCESS
        }
        ["show", seed, folders @ ..] => {
            let Ok(seed) = seed.parse() else { return usage() };
            let document = mutations::document(seed, &originals(folders)).unwrap_or_default();
            print!("{}", String::from_utf8_lossy(&document));
            ExitCode::SUCCESS
        }
        [first, count, folders @ ..] => {
            let (Ok(first), Ok(count)) = (first.parse(), count.parse()) else {
                return usage();
            };
            parent::run(first, count, folders)
        }
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: mutations FIRST COUNT [FOLDER…], or mutations show SEED [FOLDER…]");
    ExitCode::from(3)
}

fn originals(folders: &[&str]) -> Vec<Original> {
    let others = folders.iter().flat_map(|folder| mutations::below(Path::new(folder)));
    mutations::own().into_iter().chain(others).collect()
}
