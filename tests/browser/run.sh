#!/usr/bin/env bash
# The committed client in headless Chromium, against a server on this machine.
#
#   tests/browser/run.sh
#
# Needs Python, Chromium and its driver (Debian: chromium-driver), and the target wasm32-unknown-unknown.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${WORK:-$root/target/browser}

skip() {
    echo "skipped: $1"
    exit 0
}
command -v python3 >/dev/null || skip "python3 is not installed"
command -v chromedriver >/dev/null || skip "chromedriver is not installed"
rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown ||
    skip "the target wasm32-unknown-unknown is not installed"
# The runner is of the version of the library.
version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$root/Cargo.lock")
tools=${TOOLS:-$work/tools}
"$tools/bin/wasm-bindgen-test-runner" --version 2>/dev/null | grep -qF "$version" ||
    cargo install --quiet --debug --root "$tools" --version "$version" wasm-bindgen-cli ||
    skip "wasm-bindgen-cli $version can't be installed"

mkdir -p "$work/test"
cat >"$work/test/Cargo.toml" <<TOML
[package]
name = "in-a-browser"
version = "0.1.0"
edition = "2024"

[[test]]
name = "client"
path = "$here/client.rs"

[lib]
path = "lib.rs"

[dependencies]
stackone = { path = "$root/generated" }
wasm-bindgen = "=$version"
wasm-bindgen-test = "0.3"

[profile.dev]
debug = false
incremental = false

[workspace]
TOML
: >"$work/test/lib.rs"
echo '{"goog:chromeOptions": {"args": ["--headless", "--disable-gpu", "--no-sandbox"]}}' >"$work/test/webdriver.json"

url=$(mktemp)
python3 "$here/server.py" >"$url" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -f "$url"' EXIT
for _ in $(seq 50); do
    [ -s "$url" ] && break
    sleep 0.1
done
cd "$work/test"
export SERVER CARGO_TARGET_DIR=$work/target CHROMEDRIVER
SERVER=$(cat "$url") CHROMEDRIVER=$(command -v chromedriver)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$tools/bin/wasm-bindgen-test-runner
cargo test --target wasm32-unknown-unknown --test client
