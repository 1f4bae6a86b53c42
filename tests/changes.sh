#!/usr/bin/env bash
# Changes published documents at random, the same ways each time. Additive changes and other orders must keep every public item;
# what `clientwright diff` says must agree with the lists of public items, and with the compiler: a program that uses every item
# of the old client is checked against the new one.
#
#   [CORPUS=FOLDER] tests/changes.sh [COUNT [COMPILED [NAME…]]]
#
# COUNT changes of each sort (90) for each document, and COMPILED of them compiled (25): of the documents with these names, or of
# twelve.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
corpus=${CORPUS:-$root/../shared/corpus}
count=${1:-90}
compiled=${2:-25}
shift $(($# < 2 ? $# : 2))
if [ ! -d "$corpus" ]; then
    echo "skipped: there is no corpus beside this repository"
    exit 0
fi
if [ $# = 0 ]; then
    set -- oai-petstore-expanded museum train-travel openapi-generator-petstore-fake firecracker swagger-petstore burgershop \
        scalar-galaxy swift-petstore progenitor-buildomat progenitor-propolis-server resend
fi
exec cargo run --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright-tests --example changes -- \
    "$corpus" "$count" "$compiled" "$root/target/changes" "$@"
