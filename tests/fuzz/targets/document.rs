//! A document: the generator ends, and what it emits is Rust.

#![no_main]

use std::path::Path;

use clientwright_tests::mutations;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|document: &[u8]| {
    if let Err(problem) = mutations::check(document, Path::new("nowhere")) {
        panic!("{problem}");
    }
});
