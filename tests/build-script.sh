#!/usr/bin/env bash
# The example with a build script as a crate of its own: what Cargo builds again, and what the build writes.
#
#   tests/build-script.sh
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TARGET_DIR=${TARGET:-$root/target}

cp -r "$root/examples/build-script" "$work/example"
cp "$root/Cargo.lock" "$work/example/"
cd "$work/example"
sed -i.bak -e "s#path = \"../../generator\"#path = \"$root/generator\"#" -e 's/\.workspace = true/ = "0"/' \
    -e 's/^version = .*/version = "0.1.0"/;s/^edition = .*/edition = "2024"/;s/^rust-version = .*/rust-version = "1.88"/' \
    -e 's/^license = .*/license = "MIT"/;/^\[lints\]/,$d' Cargo.toml
printf '\n[workspace]\n\n[profile.dev]\ndebug = "line-tables-only"\n' >>Cargo.toml
rm Cargo.toml.bak
cargo fetch --quiet

fail() {
    echo "failed: $1"
    cat "$work/log"
    exit 1
}
# Builds offline, and says whether the crate was fresh.
build() {
    cargo check --offline --lib --message-format json >"$work/json" 2>"$work/log" || fail "the build"
    grep '"reason":"compiler-artifact"' "$work/json" | grep '"name":"build_script_example"' | grep -o '"fresh":[a-z]*'
}
modules() {
    local out
    out=$(grep '"reason":"build-script-executed"' "$work/json" | grep 'build-script-example' | sed 's/.*"out_dir":"\([^"]*\)".*/\1/')
    sha256sum "$out"/*.rs
}
files() {
    find . -type f | LC_ALL=C sort | xargs sha256sum
}
# Cargo compares times of change, some file systems to the second.
change() {
    sleep 1.1
    "$@"
}
expect() {
    [ "$(build)" = "\"fresh\":$1" ] || fail "$2"
    echo "$2"
}

build >/dev/null
before=$(files)
expect true "touching nothing rebuilds nothing"
for file in pets/openapi.yaml pets/clientwright.lock weather/openapi.yaml weather/parts/day.yaml weather/clientwright.toml weather/clientwright.lock; do
    old=$(modules)
    change touch "$file"
    expect false "touching $file rebuilds"
    expect true "once"
    [ "$old" = "$(modules)" ] || fail "the modules changed"
done
[ "$before" = "$(files)" ] || fail "the build wrote to the sources"
echo "the build writes nothing outside OUT_DIR"

change sed -i.bak 's/name: { type: string, minLength: 1 }/name: { type: strin, minLength: 1 }/' pets/openapi.yaml
build >/dev/null
grep -q "^warning: build-script-example@0.1.0: pets/openapi.yaml:[0-9]*:[0-9]*: \[invalid-document\]" "$work/log" || fail "a warning is one of Cargo"
echo "a warning is one of Cargo"
change sed -i.bak 's/^openapi: .*/openapi: [/' pets/openapi.yaml
if cargo check --offline --lib >"$work/json" 2>"$work/log"; then fail "a broken document fails the build"; fi
grep -q "Error: error\[invalid-syntax\]" "$work/log" || fail "an error is text"
grep -q "exit status: 1" "$work/log" || fail "the exit code is 1"
echo "a broken document fails the build with its error as text"
