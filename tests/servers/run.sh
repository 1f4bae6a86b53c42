#!/usr/bin/env bash
# Real servers from the Python Package Index, on this machine alone: a client is generated from the document that each
# publishes, unmodified, and a program calls it. What departs is learned by `clientwright learn`; the same program then calls
# the client that is generated with it, where no call may fail and nothing may depart.
#
#   tests/servers/run.sh [NAME…]      chroma, label-studio, prefect; all by default
#
# Prints a line per server. Servers, their data and their processes are gone at the end; their packages stay in target/servers.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${WORK:-$root/target/servers}
data=$(mktemp -d)
group=""

stop() {
    [ -z "$group" ] || kill -- "-$group" 2>/dev/null || true
    [ -z "$group" ] || wait "$group" 2>/dev/null || true
    group=""
}
trap 'stop; rm -rf "$data"' EXIT
trap 'exit 130' INT TERM

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Each server: its command, where its document is, and where its operations are.

chroma() {
    document=/openapi.json base=/
    launch chroma run --host 127.0.0.1 --port "$port" --path "$data/chroma"
}

prefect() {
    document=/openapi.json base=/api
    export PREFECT_HOME=$data/prefect PREFECT_SERVER_ANALYTICS_ENABLED=false DO_NOT_TRACK=1
    launch prefect server start --host 127.0.0.1 --port "$port" --no-ui
}

label-studio() {
    document=/docs/api/schema/json/ base=/
    export LABEL_STUDIO_BASE_DATA_DIR=$data/label-studio LATEST_VERSION_CHECK=false COLLECT_ANALYTICS=false
    export SENTRY_DSN="" FRONTEND_SENTRY_DSN="" LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN=true
    export LABEL_STUDIO_USER_TOKEN=0123456789abcdef0123456789abcdef01234567
    launch label-studio start --no-browser --internal-host 127.0.0.1 --port "$port" --host "$url" \
        --username tests@example.com --password tests-password --user-token "$LABEL_STUDIO_USER_TOKEN"
}

# Starts a command of the server's packages as the leader of a process group of its own.
launch() {
    PATH=$venv/bin:$PATH setsid "$@" >"$folder/server.log" 2>&1 &
    group=$!
}

# Waits for the document of the server that starts.
fetch_document() {
    for _ in $(seq 300); do
        if curl --silent --fail --max-time 60 "$url$document" --output "$folder/openapi.json"; then
            return 0
        fi
        kill -0 "$group" 2>/dev/null || return 1
        sleep 1
    done
    return 1
}

# Generates the client, and calls it: writes the counts to `$1.counts`, and what departs to `$1.jsonl`.
drive() {
    (cd "$folder" && "$clientwright" generate >generate.log 2>&1) || { tail -n 20 "$folder/generate.log"; return 1; }
    (cd "$folder/use" && cargo run --quiet -- "$url$base" "$folder/$1.jsonl" "tests-$1" 2>"$folder/$1.log" >"$folder/$1.counts") ||
        { tail -n 40 "$folder/$1.log"; return 1; }
}

# A package of the program and the client.
package() {
    cat >"$folder/clientwright.toml" <<TOML
spec = "openapi.json"
output = "client"
[crate]
name = "$name"
TOML
    mkdir -p "$folder/use"
    cat >"$folder/use/Cargo.toml" <<TOML
[package]
name = "use-$name"
version = "0.1.0"
edition = "2024"

[[bin]]
name = "use-$name"
path = "$here/$name.rs"

[dependencies]
client = { package = "$name", path = "../client" }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
uuid = "1"

[profile.dev]
debug = false
incremental = false

[workspace]
TOML
}

one() {
    name=$1 venv=$work/venvs/$1 folder=$work/$1
    rm -rf "$folder"
    mkdir -p "$folder"
    python3 -m venv "$venv" >"$folder/packages.log" 2>&1 &&
        "$venv/bin/pip" install --quiet --requirement "$here/requirements/$name.txt" >>"$folder/packages.log" 2>&1 ||
        { echo "skipped: the packages of $name can't be installed here"; return 0; }
    port=$(free_port)
    url=http://127.0.0.1:$port
    "$name"
    fetch_document || { tail -n 20 "$folder/server.log"; echo "$name doesn't start"; return 1; }
    package
    drive before
    (cd "$folder" && "$clientwright" learn before.jsonl >learn.log 2>&1) || { cat "$folder/learn.log"; return 1; }
    drive after
    stop
    local calls before after departures rows left
    read -r calls before <"$folder/before.counts"
    read -r calls after <"$folder/after.counts"
    departures=$(wc -l <"$folder/before.jsonl") left=$(wc -l <"$folder/after.jsonl")
    rows=$(grep -c '^\[\[learned\]\]' "$folder/clientwright.toml" || true)
    echo "$name: $calls calls, $before succeeded, $departures departures; $rows rows learned, then $after succeeded, $left departures"
    [ "$after" = "$calls" ] && [ "$left" = 0 ] || { cat "$folder/learn.log" "$folder/after.log" "$folder/after.jsonl"; return 1; }
}

for tool in python3 curl setsid; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 0; }
done
clientwright=${CLIENTWRIGHT:-${CARGO_TARGET_DIR:-$root/target}/debug/clientwright}
[ -n "${CLIENTWRIGHT:-}" ] || cargo build --quiet --manifest-path "$root/Cargo.toml" -p clientwright
export CARGO_TARGET_DIR=$work/target
[ $# -gt 0 ] || set -- chroma label-studio prefect
for server in "$@"; do
    one "$server"
done
