//! The command `clientwright`.

mod cli;

use std::process::ExitCode;

/// Most allocations are small ones, of tokens. With the system's allocator, generating a large client takes 1.3 to 1.4
/// times as long (BENCHMARKS.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
