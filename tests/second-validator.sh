#!/usr/bin/env bash
# A second opinion on the samples of the round-trip gate: Python's jsonschema says which of them are valid, and that is compared
# with what the emitted types read. Runs after `tests/round-trip.sh`, on what that wrote.
#
#   tests/second-validator.sh [NAME…]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=${WORK:-$root/target/round-trip}
if [ ! -d "$work/clients" ]; then
    echo "skipped: tests/round-trip.sh has not run"
    exit 0
fi
venv=${VENV:-$work/venv}
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --requirement "$root/tests/second-validator/requirements.txt"
fi
exec "$venv/bin/python" "$root/tests/second-validator/compare.py" "$work" "$@"
