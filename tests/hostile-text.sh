#!/usr/bin/env bash
# Puts hostile texts at every position of the documents in `tests/hostile`, and compiles a sample of the crates.
#
#   tests/hostile-text.sh [CRATES]
#
# Prints what failed, and how many texts were tried at how many positions. CRATES is how many crates are compiled: 12.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
source "$root/tests/workspace.sh"
work=${WORK:-$root/target/hostile}
crates=${1:-12}

mkdir -p "$work"
rm -rf "$work/clients"
cargo run --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright-tests --bin hostile -- \
    "$work/clients" "$crates"
if [ "$crates" -eq 0 ]; then
    exit 0
fi
workspace "$work"
cd "$work"
RUSTFLAGS="-D warnings" CARGO_TARGET_DIR="$work/target" cargo check --quiet --workspace
RUSTDOCFLAGS="-D warnings" CARGO_TARGET_DIR="$work/target" cargo doc --quiet --workspace --no-deps
echo "all of them compile, and so does their documentation"
