#!/usr/bin/env bash
# Reads and writes five payloads and unions of 2, 10 and 80 types: emitted clients against serde's derive.
#
#   benches/codec/run.sh CORPUS [WORK]
#
# CORPUS is a folder of published documents (`github-latest/`, `stripe/`, `discord/`, `kubernetes-core-v1/`); WORK keeps
# what is built. Prints a table in Markdown: processor time, by turns in one process, and the medians of the ratios.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
corpus=${1:?the folder of published documents}
work=${2:-$(mktemp -d)}
mkdir -p "$work"

cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright
clientwright=${CARGO_TARGET_DIR:-$root/target}/release/clientwright

client() { # client NAME ROOT DOCUMENT [PATTERN]: a client of one operation, with functions that read and write its root type
    local name=$1 type=$2 document=$3
    if [[ ! -f $document ]]; then
        echo "skipped: there is no $document"
        exit 0
    fi
    rm -rf "${work:?}/$name"
    "$clientwright" generate "$document" ${4:+--include "$4"} --out "$work/$name" --name "$name" >/dev/null 2>&1
    cat >>"$work/$name/src/lib.rs" <<RUST

/// For the benchmark. Inlined, as readers of responses are.
#[allow(missing_docs)]
pub mod codec {
    #[inline]
    pub fn read(text: &[u8]) -> Option<$type> {
        crate::runtime::json::from_slice(text).ok()
    }

    #[inline]
    pub fn write(value: &$type) -> Vec<u8> {
        crate::runtime::json::to_vec(value)
    }
}
RUST
}

document=$(printf '%s\n' "$corpus"/github-latest/*.json | head -n 1)
client github 'Vec<crate::types::Issue>' "$document" issues/list-for-repo
client stripe crate::types::Charge "$corpus/stripe/stripe.yaml" 'GET /v1/charges/{charge}'
client discord 'Vec<crate::types::MessageResponse>' "$corpus/discord/openapi.json" list_messages
client kubernetes crate::types::IoK8sApiCoreV1PodList "$corpus/kubernetes-core-v1/api__v1_openapi.json" \
    'GET /api/v1/namespaces/{namespace}/pods'
client session crate::types::ConnectSessionTokenAuthLink "$root/spec/stackone.yaml"

# Unions of objects with the same six properties: told apart by a constant, or by a property that only one of them has.
mkdir -p "$work/unions"
# shellcheck source=unions.sh
source "$here/unions.sh"
for count in 2 10 80; do
    for form in tag property; do
        union_document "$form" "$count" >"$work/unions/$form$count.json"
        client "$form$count" 'Vec<crate::types::Event>' "$work/unions/$form$count.json"
    done
done

program=$work/program
mkdir -p "$program"
rm -rf "$program/src" "$program/payloads"
cp -r "$here/src" "$here/payloads" "$program/"
union_program >"$program/src/bin/unions.rs"
{
    printf '[package]\nname = "codec"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
    printf 'chrono = { version = "0.4", default-features = false, features = ["serde", "std"] }\ncpu-time = "1"\n'
    printf 'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\n'
    for name in github stripe discord kubernetes session {tag,property}{2,10,80}; do
        printf '%s = { path = "../%s", default-features = false }\n' "$name" "$name"
    done
} >"$program/Cargo.toml"
CARGO_TARGET_DIR=$work/target cargo build --quiet --release --manifest-path "$program/Cargo.toml"
"$work/target/release/payloads"
"$work/target/release/unions"
