# The generators, for run.sh: their versions, and how each makes a crate named `api`.

declare -A versions=(
    [openapi-to-rust]=0.23.0
    [oas3-gen]=0.29.0
    [progenitor]=0.15.1
    [ploidy]=0.15.0
)

install_tools() {
    local tool package
    local -a installed=()
    clientwright=${CLIENTWRIGHT:-}
    if [[ -z $clientwright ]]; then
        cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p clientwright
        clientwright=${CARGO_TARGET_DIR:-$root/target}/release/clientwright
    fi
    for tool in "${tools[@]}"; do
        package=$tool
        [[ $tool != progenitor ]] || package=cargo-progenitor
        if [[ $tool == clientwright || -x $work/tools/bin/$package ]] ||
            cargo install --quiet --locked --root "$work/tools" "$package@${versions[$tool]}" >"$work/log" 2>&1; then
            installed+=("$tool")
        else
            skipped "$tool ${versions[$tool]} can't be installed"
        fi
    done
    tools=("${installed[@]}")
}

# generate TOOL DOCUMENT OUTPUT: makes the crate, and prints seconds and memory of the tool alone.
generate() {
    local tool=$1 input=$2 output=$3 bin=$work/tools/bin
    mkdir -p "$output"
    case $tool in
    clientwright) measured "$clientwright" generate "$input" --out "$output" --name api ;;
    openapi-to-rust) measured "$bin/openapi-to-rust" generate "$input" --output-dir "$output/src" --quiet ;;
    oas3-gen) measured "$bin/oas3-gen" generate -i "$input" -o "$output/src" client-mod ;;
    progenitor) measured "$bin/cargo-progenitor" progenitor -i "$input" -o "$output" -n api -v 0.1.0 ;;
    ploidy) measured "$bin/ploidy" generate rust "$input" -o "$output" --name api ;;
    esac
}

# complete TOOL DOCUMENT CRATE: what the crate needs to be one, where the tool writes modules.
complete() {
    local tool=$1 input=$2 crate=$3
    case $tool in
    clientwright)
        "$clientwright" inspect "$input" --message-format json >"$crate/inspect.json" 2>/dev/null
        ;;
    openapi-to-rust)
        mv "$crate/src/mod.rs" "$crate/src/lib.rs"
        printf '[package]\nname = "api"\nversion = "0.1.0"\nedition = "2024"\n\n' >"$crate/Cargo.toml"
        cat "$crate/src/REQUIRED_DEPS.toml" >>"$crate/Cargo.toml"
        ;;
    oas3-gen)
        # It names no dependencies; these are what its code uses. Its client is in a private module.
        mv "$crate/src/mod.rs" "$crate/src/lib.rs"
        sed -i 's/^mod client;/pub mod client;/' "$crate/src/lib.rs"
        cat >"$crate/Cargo.toml" <<'TOML'
[package]
name = "api"
version = "0.1.0"
edition = "2024"

[dependencies]
anyhow = "1"
chrono = { version = "0.4", features = ["serde"] }
http = "1"
indexmap = { version = "2", features = ["serde"] }
oas3-gen-support = "0.29"
regex = "1"
reqwest = { version = "0.13", default-features = false, features = ["form", "json", "multipart", "query", "rustls", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
serde_html_form = "0.2"
serde_plain = "1"
serde_urlencoded = "0.7"
serde_with = { version = "3", features = ["base64", "chrono_0_4"] }
uuid = { version = "1", features = ["serde"] }
validator = { version = "0.20", features = ["derive"] }
TOML
        ;;
    esac
}
