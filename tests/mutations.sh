#!/usr/bin/env bash
# Documents that are changed at random, by seeds: the generator must end in time and memory, and emit Rust.
#
#   tests/mutations.sh [COUNT [FIRST]]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
count=${1:-20000} first=${2:-0}
folders=()
for folder in "$root/../shared/corpus" "$root/../shared/bad"; do
    if [ -d "$folder" ]; then
        folders+=("$folder")
    else
        echo "skipped: there is no $(basename "$folder") beside this repository"
    fi
done
cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright-tests --example mutations
# The stacks of the generator's threads are large and stay empty: the limit of the address space only guards the machine.
ulimit -v 6000000
exec "$root/target/release/examples/mutations" "$first" "$count" ${folders[@]+"${folders[@]}"}
