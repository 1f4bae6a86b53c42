//! The command `clientwright`.

fn main() {}
