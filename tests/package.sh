#!/usr/bin/env bash
# Packages the generator and an emitted crate as `cargo publish` does, and builds both from their packages.
#
#   tests/package.sh
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=${WORK:-$root/target/publish}
export CARGO_TARGET_DIR="$root/target"

cd "$root"
# The tree may have changes while one works on it.
cargo package --quiet --allow-dirty -p clientwright
# Once more, since `cargo package` lists nothing when it builds. A `grep -q` would end before the list does.
for file in LICENSE-MIT LICENSE-APACHE README.md runtime/mod.rs; do
    cargo package --quiet --allow-dirty --list -p clientwright | grep -x "$file" >/dev/null || {
        echo "$file isn't in the package of the generator"
        exit 1
    }
done

rm -rf "$work"
mkdir -p "$work"
cat >"$work/clientwright.toml" <<TOML
spec = "openapi.yaml"
output = "client"

[crate]
name = "acme-sessions"
license = "MIT"
repository = "https://acme.example/client"
publish = true
TOML
cp spec/stackone.yaml "$work/openapi.yaml"
cargo run --quiet -p clientwright -- generate --config "$work/clientwright.toml"
# A workspace of its own, since it is inside of this one.
printf '\n[workspace]\n' >>"$work/client/Cargo.toml"
cargo package --quiet --allow-dirty --manifest-path "$work/client/Cargo.toml"
echo "the generator and an emitted crate can be published"
