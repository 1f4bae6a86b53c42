#!/usr/bin/env bash
# Kills runs of the command at random moments, and starts two at once: each time the folder and its lock must end up whole,
# in one of the two versions that are written by turns, and the next run must just work.
#
#   tests/kills.sh [KILLS [DOUBLES]]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
kills=${1:-200} doubles=${2:-50}
cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright
command=${COMMAND:-$root/target/release/clientwright}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# A document with 300 schemas: version B has every other one of A's, changed, and 100 more.
document() {
    printf 'openapi: 3.1.0\ninfo: {title: Many, version: "%s"}\npaths:\n' "$1"
    for ((at = 0; at < 300; at++)); do
        case $1 in
            A) name=Thing$at field=name ;;
            B) if ((at % 2)); then name=Other$at; else name=Thing$at; fi; field=label ;;
        esac
        printf '  /%s:\n    get:\n      operationId: get_%s\n      responses:\n        "200":\n          description: One.\n' "$name" "$name"
        printf '          content: {application/json: {schema: {$ref: "#/components/schemas/%s"}}}\n' "$name"
        names+=("$name")
    done
    printf 'components:\n  schemas:\n'
    for name in "${names[@]}"; do
        printf '    %s: {type: object, properties: {%s: {type: string}, id: {type: integer}}}\n' "$name" "$field"
    done
}
names=(); document A >A.yaml
names=(); document B >B.yaml
state() {
    (cd client && find . -type f | LC_ALL=C sort | xargs sha256sum) | sha256sum
}
for version in A B; do
    rm -rf client
    "$command" generate "$version.yaml" --out client --name many --relock >/dev/null
    declare "whole$version=$(state)"
    files=$(find client -type f | wc -l)
done
is_whole() {
    local now
    now=$(state)
    [ "$now" = "$wholeA" ] || [ "$now" = "$wholeB" ]
}
run() {
    "$command" generate "$1.yaml" --out client --name many --relock
}

# How long a whole run takes, and about how long the writing, in milliseconds: the kills are spread over it.
start=$(date +%s%N); run A >/dev/null; span=$((($(date +%s%N) - start) / 1000000))
writing=${WRITING:-60}
interrupted=0 finished=0 reverted=0 untouched=0 failed=0
for ((turn = 0; turn < kills; turn++)); do
    if ((turn % 2)); then version=A next=B; else version=B next=A; fi
    "$command" generate "$version.yaml" --out client --name many --relock >/dev/null 2>&1 &
    pid=$!
    # One kill in four is anywhere in the run; the others are after it has begun to write.
    if ((turn % 4 == 3)); then
        moment=$(((RANDOM * 32768 + RANDOM) % (span * 1000)))
    else
        while [ ! -e client/.clientwright-journal ] && kill -0 $pid 2>/dev/null; do :; done
        moment=$(((RANDOM * 32768 + RANDOM) % (writing * 1000)))
    fi
    sleep "$(printf '%d.%06d' $((moment / 1000000)) $((moment % 1000000)))"
    kill -9 $pid 2>/dev/null && interrupted=$((interrupted + 1))
    wait $pid 2>/dev/null || true
    # Either version may come next: the one that was interrupted, or the other.
    if ((turn % 8 < 4)); then next=$version; fi
    if ! run $next >out.txt 2>&1; then
        echo "turn $turn: the next run failed"; cat out.txt; failed=$((failed + 1)); continue
    fi
    if grep -q 'changes were finished' out.txt; then finished=$((finished + 1))
    elif grep -q 'changes were reverted' out.txt; then reverted=$((reverted + 1))
    else untouched=$((untouched + 1)); fi
    expected=whole$next
    if [ "$(state)" != "${!expected}" ]; then
        echo "turn $turn: the folder isn't whole"; failed=$((failed + 1))
    fi
done
echo "$kills kills ($interrupted of them before the run ended) over versions of $files files: $finished finished by the next run, $reverted reverted, $untouched with nothing to do; $failed failed"

bad=0
for ((turn = 0; turn < doubles; turn++)); do
    run A >a.txt 2>&1 & one=$!
    run B >b.txt 2>&1 & other=$!
    codes=0
    wait $one || codes=1
    wait $other || codes=1
    if [ $codes != 0 ]; then echo "double $turn: a run failed"; cat a.txt b.txt; bad=$((bad + 1)); fi
    if ! is_whole; then echo "double $turn: the folder isn't whole"; bad=$((bad + 1)); fi
    run A >a.txt 2>&1 || { echo "double $turn: the next run failed"; cat a.txt; bad=$((bad + 1)); }
    [ "$(state)" = "$wholeA" ] || { echo "double $turn: the next run left a mixed folder"; bad=$((bad + 1)); }
done
echo "$doubles double runs: $bad failed"
# Of many kills some must fall into the writing, or the run tells nothing.
if [ "$kills" -ge 100 ] && [ $((finished + reverted)) = 0 ]; then
    echo "no kill fell into the writing: set WRITING to how many milliseconds it takes"
    exit 1
fi
[ $failed = 0 ] && [ $bad = 0 ]
