#!/usr/bin/env bash
# Breaks corners of published documents at random, the same ones each time: a dangling reference, null, a string, a number,
# a list, an empty mapping in place of a node, or a node less. Each run must end with a client that is the same wherever the
# corner doesn't reach, and say what it costs. The client of one broken document each is compiled.
#
#   [CORPUS=FOLDER] tests/corners.sh [COUNT [NAME…]]
#
# COUNT corners of each document (50), of the documents with these names, or of twenty.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
source "$root/tests/workspace.sh"
corpus=${CORPUS:-$root/../shared/corpus}
work=${WORK:-$root/target/corners}
count=${1:-50}
shift || true
if [ ! -d "$corpus" ]; then
    echo "skipped: there is no corpus beside this repository"
    exit 0
fi
if [ $# = 0 ]; then
    set -- oai-petstore-expanded museum train-travel openapi-generator-petstore-fake firecracker docker hey-api-full31 \
        openapi-python-client-baseline30 resend svix radarr airflow figma twilio-verify progenitor-nexus blockfrost \
        qdrant slack mistral adyen-checkout
fi

mkdir -p "$work/clients"
rm -rf "$work/clients"
failed=0
cargo run --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright-tests --example corners -- \
    "$corpus" "$work/clients" "$count" "$@" || failed=1
workspace "$work"
cd "$work"
export CARGO_TARGET_DIR="$work/target"
compiled=0
for client in clients/*; do
    if RUSTFLAGS="-D warnings" cargo check --quiet --manifest-path "$client/Cargo.toml"; then
        compiled=$((compiled + 1))
    else
        echo "$(basename "$client") doesn't compile"
        failed=1
    fi
done
echo "$compiled clients of broken documents compile"
exit "$failed"
