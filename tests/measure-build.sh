#!/usr/bin/env bash
# Measures how long an emitted crate takes to check and to build: with all its dependencies from nothing, and alone.
#
#   tests/measure-build.sh [SPEC]          default: spec/stackone.yaml
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
spec=${1:-$root/spec/stackone.yaml}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright
"${CARGO_TARGET_DIR:-$root/target}/release/clientwright" generate "$spec" --out "$work/client" --name client >/dev/null 2>&1
cd "$work/client"
echo '[workspace]' >>Cargo.toml
cargo fetch --quiet
echo "lines of Rust: $(find src -name '*.rs' -exec cat {} + | wc -l)"

seconds() { # seconds COMMAND…: the wall time of a command
    local start end
    start=$(date +%s.%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s.%N)
    awk -v start="$start" -v end="$end" 'BEGIN { printf "%.2f", end - start }'
}

printf '%-16s %14s %14s\n' step 'all, s' 'crate alone, s'
for step in "check" "build" "build --release"; do
    export CARGO_TARGET_DIR="$work/target-${step// /-}"
    # shellcheck disable=SC2086
    all=$(seconds cargo $step --offline)
    touch src/lib.rs
    # shellcheck disable=SC2086
    alone=$(seconds cargo $step --offline)
    printf '%-16s %14s %14s\n' "$step" "$all" "$alone"
done
