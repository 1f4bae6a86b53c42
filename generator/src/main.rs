//! The command `clientwright`.

mod cli;

use std::process::ExitCode;

/// A third of the time goes into small allocations, of tokens above all.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
