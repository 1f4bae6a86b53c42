#!/usr/bin/env bash
# Changes published documents at random, the same ways each time: additive changes must keep every public item, and what
# `clientwright diff` says of all changes must agree with the lists of public items.
#
#   [CORPUS=FOLDER] tests/changes.sh [COUNT [NAME…]]
#
# COUNT additive and COUNT breaking changes of each document (100), of the documents with these names, or of twelve.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
corpus=${CORPUS:-$root/../shared/corpus}
count=${1:-100}
shift || true
if [ ! -d "$corpus" ]; then
    echo "skipped: there is no corpus beside this repository"
    exit 0
fi
if [ $# = 0 ]; then
    set -- oai-petstore-expanded museum train-travel openapi-generator-petstore-fake firecracker docker resend svix radarr \
        qdrant figma adyen-checkout
fi
exec cargo run --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright-tests --example changes -- \
    "$corpus" "$count" "$@"
