#!/usr/bin/env bash
# Measures 10,000 concurrent calls (or as many as the argument says) through one emitted client, beside reqwest alone.
#
#   tests/concurrency.sh [CALLS]
#
# Fails when a call is lost, when connections, tasks or memory are left behind, or when the client adds over 10 %.
set -euo pipefail
cd "$(dirname "$0")/.."
calls=${1:-10000}
wanted=$((calls + 500))
if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt "$wanted" ] && ! ulimit -n "$wanted" 2>/dev/null; then
    echo "skipped: a process may open $(ulimit -Hn) files here, and $calls calls at once need $wanted"
    exit 0
fi
cargo run --quiet --release -p clientwright-tests --example concurrency -- "$calls"
