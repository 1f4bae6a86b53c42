#!/usr/bin/env bash
# Fuzzes what reads files, by cargo-fuzz and a nightly compiler: documents, overlays, and the other files. It begins with the
# documents of this repository, and ends at the first finding, which it keeps.
#
#   tests/fuzz.sh [SECONDS [TARGET…]]
#
# SECONDS for each target (1200), of all three or of those named: document, overlay, files.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
seconds=${1:-1200}
shift $(($# < 1 ? $# : 1))
[ $# != 0 ] || set -- document overlay files
work=${WORK:-$root/target/fuzz}
if ! cargo +nightly fuzz --version >/dev/null 2>&1; then
    echo "skipped: cargo-fuzz or a nightly compiler is not installed"
    exit 0
fi

# Seeds: one file each, by the target that reads it.
seed() { # TARGET FILE [FIRST LETTER]
    local name
    name=$(md5sum <"$2" | cut -c1-16)
    { printf '%s' "${3:-}" && cat "$2"; } >"$work/seeds/$1/$name"
}
rm -rf "$work/seeds"
mkdir -p "$work/seeds/document" "$work/seeds/overlay" "$work/seeds/files"
for file in "$root"/spec/* "$root"/tests/{cases,broken,names}/*.{yaml,json}; do
    [ ! -f "$file" ] || [ "$(stat -c %s "$file")" -gt 20000 ] || seed document "$file"
done
find "$root/tests" -path '*overlays/*.yaml' | while read -r file; do seed overlay "$file"; done
find "$root/tests" -name '*.toml' -not -name Cargo.toml | while read -r file; do seed files "$file" c; done
find "$root/tests" -name '*.lock' -not -name Cargo.lock | while read -r file; do seed files "$file" l; done
seed files "$root/generated/api.txt" s
printf 'o{"operation":"a","status":200,"kind":"null","pointer":"/a","expected":"a","found":"b"}\n' >"$work/seeds/files/departure"
printf 'o{"log":{"version":"1.2","entries":[{"request":{"method":"GET","url":"http://a/b"},"response":{"status":200,"content":{"text":"{}"}}}]}}' \
    >"$work/seeds/files/archive"

for target in "$@"; do
    mkdir -p "$work/corpus/$target" "$work/findings/$target"
    # Sanitizers find what unsafe code does, of which there is none.
    (cd "$root/tests/fuzz" && cargo +nightly fuzz run --sanitizer none --fuzz-dir . --target-dir "$work/build" "$target" \
        "$work/corpus/$target" "$work/seeds/$target" -- -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 \
        -max_len=20000 -dict="$root/tests/fuzz/openapi.dict" -artifact_prefix="$work/findings/$target/" -print_final_stats=1) \
        2>"$work/$target.log" || { tail -30 "$work/$target.log" && exit 1; }
    echo "$target: $(grep -o 'stat::number_of_executed_units: *[0-9]*' "$work/$target.log" | grep -o '[0-9]*$') runs, $(grep 'cov:' "$work/$target.log" | tail -1 | grep -o 'cov: [0-9]*'), no findings"
done
