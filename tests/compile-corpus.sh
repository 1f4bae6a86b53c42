#!/usr/bin/env bash
# Generates a client for every document of the corpus beside this repository, or of the folder CORPUS, and compiles all.
#
#   [CORPUS=FOLDER] tests/compile-corpus.sh [--doc] [--clippy] [--module | --examples] [NAME…]
#
# Prints a line per document: operations in the document, operations emitted, types, fields, fields that are any JSON
# value, errors, rustc's errors and warnings, seconds to generate and to check, warnings by code.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
source "$root/tests/workspace.sh"
corpus=${CORPUS:-$root/../shared/corpus}
work=${WORK:-$root/target/corpus}
if [ ! -d "$corpus" ]; then
    echo "skipped: there is no corpus beside this repository"
    exit 0
fi
command="check"
doc=
form=crate
while [ $# -gt 0 ]; do
    case $1 in
    --doc) doc=1 ;;
    --clippy) command="clippy" ;;
    # Each client as a module, included two modules deep in a crate with strict lints.
    --module) form=module ;;
    # Each client with all examples of its documentation, which are compiled as one program.
    --examples) form=examples command="check --examples" ;;
    *) break ;;
    esac
    shift
done

mkdir -p "$work/clients"
rm -rf "$work/clients"
cargo run --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright-tests --example corpus -- \
    "$form" "$corpus" "$work/clients" "$@" >"$work/facts.tsv"
workspace "$work"

cd "$work"
export CARGO_TARGET_DIR="$work/target"
cargo fetch --quiet
failed=0
printf 'document\toperations\temitted\ttypes\tfields\tfree\terrors\trustc errors\trustc warnings\tgenerate, s\tcheck, s\twarnings\n'
while IFS=$'\t' read -r name operations emitted types fields free errors seconds warnings; do
    rustc_errors=- rustc_warnings=- elapsed=-
    if [ -d "clients/$name" ]; then
        package=$(sed -n 's/^name = "\(.*\)"$/\1/p' "clients/$name/Cargo.toml" | head -n 1)
        start=$(date +%s.%N)
        # shellcheck disable=SC2086
        cargo $command --quiet --offline -p "$package" 2>"$work/$name.log" || true
        if [ -n "$doc" ]; then
            # Every crate in a shared folder makes its search index larger, which the next one reads and writes again.
            rm -rf "$CARGO_TARGET_DIR/doc"
            cargo doc --quiet --offline --no-deps -p "$package" 2>>"$work/$name.log" || true
        fi
        elapsed=$(awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.1f", end - start }')
        rustc_errors=$(grep -c '^error' "$work/$name.log" || true)
        rustc_warnings=$(grep -c '^warning' "$work/$name.log" || true)
    fi
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$name" "$operations" "$emitted" "$types" "$fields" \
        "$free" "$errors" "$rustc_errors" "$rustc_warnings" "$seconds" "$elapsed" "$warnings"
    if [ "$operations" != "$emitted" ] || [ "$errors$rustc_errors$rustc_warnings" != 000 ]; then
        failed=$((failed + 1))
    fi
done < <(tail -n +2 "$work/facts.tsv")
echo "$failed documents fell short"
[ "$failed" = 0 ]
