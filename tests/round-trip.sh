#!/usr/bin/env bash
# The round-trip gate over the corpus beside this repository: values made from the schemas of each document are read and
# written by the emitted types; what was declared must come back, what is invalid must be refused at the right place.
#
#   tests/round-trip.sh [NAME…]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
source "$root/tests/workspace.sh"
corpus=${CORPUS:-$root/../shared/corpus}
work=${WORK:-$root/target/round-trip}
if [ ! -d "$corpus" ]; then
    echo "skipped: there is no corpus beside this repository"
    exit 0
fi
mkdir -p "$work/clients"
cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright-tests --example gate
gate=${CARGO_TARGET_DIR:-$root/target}/release/examples/gate
"$gate" write "$corpus" "$work/clients" "$@" >"$work/cases.tsv"
workspace "$work"
cd "$work"
export CARGO_TARGET_DIR="$work/target"
package() { sed -n 's/^name = "\(.*\)"$/\1/p' "clients/$1/Cargo.toml" | head -n 1; }
packages=()
while IFS=$'\t' read -r name _; do
    [ ! -f "clients/$name/Cargo.toml" ] || packages+=(-p "$(package "$name")")
done <"$work/cases.tsv"
# All at once, so that as many are compiled side by side as there are cores. One that doesn't build is named below.
cargo build --quiet --no-default-features --keep-going "${packages[@]}" 2>/dev/null || true
schemas=0 examples=0 unfit=0 samples=0 refused=0 failed=0
printf 'document\tschemas\texamples of bodies\texamples that their own schema refuses\tsamples\tof them to be refused\tfailed\n'
while IFS=$'\t' read -r name count bodies strange; do
    if [ "$count" = refused ] || ! cargo build --quiet --no-default-features -p "$(package "$name")" 2>"$work/$name.log"; then
        echo "$name does not build: see $work/$name.log"
        failed=$((failed + 1))
        continue
    fi
    "$CARGO_TARGET_DIR/debug/$(package "$name")" "clients/$name/cases.tsv" >"$work/$name.results" || true
    "$gate" judge "clients/$name/cases.tsv" "$work/$name.results" >"$work/$name.out"
    read -r _ tried wrong bad < <(tail -n 1 "$work/$name.out")
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$count" "$bodies" "$strange" "$tried" "$wrong" "$bad"
    schemas=$((schemas + count)) examples=$((examples + bodies)) unfit=$((unfit + strange)) samples=$((samples + tried)) refused=$((refused + wrong)) failed=$((failed + bad))
done <"$work/cases.tsv"
echo "$samples samples of $schemas schemas and $examples examples of bodies, $refused of them to be refused: $failed failed"
echo "$unfit more examples are no samples, since their own schema refuses them"
[ "$failed" = 0 ]
