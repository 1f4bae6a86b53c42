#!/usr/bin/env bash
# Time and memory of the command for documents that grow along one line each: twice the document should take about twice as
# much of both. A family is marked with `!` where it takes over 5 seconds of processor or 512 MB, or grows faster than that.
#
#   tests/growth.sh [--changed | --diff] [FAMILY…]
#
# With `--changed`, what is measured is a client that is generated again after most of its document changed; with `--diff`, the
# comparison of both documents.
set -euo pipefail
what=generate
case "${1:-}" in
--changed | --diff)
    what=${1#--}
    shift
    ;;
esac
root=$(cd "$(dirname "$0")/.." && pwd)
work=${WORK:-$root/target/growth}
# A folder in memory: some file systems are slow to write where as many files were removed just before.
out=$(mktemp -d -p "$([ -d /dev/shm ] && echo /dev/shm || echo "$work")")
trap 'rm -rf "$out"' EXIT
if ! /usr/bin/time -f '' true 2>/dev/null; then
    echo "skipped: GNU time is not installed"
    exit 0
fi
cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright
cargo run --quiet --manifest-path "$root/Cargo.toml" -p clientwright-tests --example growth -- "$work" "$@" >"$work.tsv"
printf 'family\tKiB\tseconds\tMB\tKiB\tseconds\tMB\tratio\n'
marked=0
program=$root/target/release/clientwright
# The limits only guard the machine.
limit() { ulimit -v 8000000 -t 60 && cd "$work"; }
while IFS=$'\t' read -r name small large; do
    numbers=()
    for document in "$small" "$large"; do
        rm -rf "$out"
        changed=${document%.json}.changed.json
        case $what in
        generate) arguments=(generate "$document" --out "$out") ;;
        diff) arguments=(diff "$document" "$changed") ;;
        changed)
            (limit && "$program" generate "$document" --out "$out" >"$work/log" 2>&1) || true
            arguments=(generate "$changed" --out "$out")
            ;;
        esac
        # Refused documents count as well: 2 is the exit code.
        (limit && /usr/bin/time -q -o "$work/time" -f '%U %S %M' \
            "$program" "${arguments[@]}" >"$work/log" 2>&1) || true
        read -r user system memory <"$work/time"
        numbers+=("$(($(stat -c %s "$document") / 1024))" "$(echo "$user + $system" | bc)" "$((memory / 1024))")
    done
    mark=$(echo "${numbers[4]} > 5 || ${numbers[5]} > 512 || (${numbers[4]} > 0.5 && ${numbers[4]} > 2.8 * ${numbers[1]})" | bc)
    ratio=$(echo "scale=1; ${numbers[4]} / (${numbers[1]} + 0.005)" | bc)
    (IFS=$'\t' && echo "$name	${numbers[*]}	$ratio$([ "$mark" = 0 ] || echo ' !')")
    marked=$((marked + mark))
done <"$work.tsv"
echo "$marked marked"
[ "$marked" = 0 ]
