# What building a client and a program costs, for run.sh.

# prepared DOCUMENT TOOL: a workspace of the client, a program that calls one operation, and one that calls all.
prepared() {
    local name=$1 tool=$2 place=$work/build/$2-$1 program
    rm -rf "$place"
    generate "$tool" "$(document "$name")" "$place/api" >/dev/null || return 1
    complete "$tool" "$(document "$name")" "$place/api" || return 1
    python3 "$here/programs.py" "$tool" "$place/api" "$(operation "$name")" "$place" >"$place/count" 2>"$work/log" || return 1
    record "operations $name $tool" "$(cat "$place/count")" 0
    for program in one all; do
        printf '[package]\nname = "%s"\nversion = "0.1.0"\nedition = "2024"\n\n[dependencies]\napi = { path = "../api" }\n' \
            "$program" >"$place/$program/Cargo.toml"
        [[ $tool != ploidy ]] || printf 'ploidy-util = "*"\n' >>"$place/$program/Cargo.toml"
        printf 'tokio = { version = "1", features = ["net", "rt", "time"] }\n' >>"$place/$program/Cargo.toml"
    done
    printf '[workspace]\nresolver = "3"\nmembers = ["api", "one", "all"]\n' >"$place/Cargo.toml"
}

in_place() { # in_place DOCUMENT TOOL COMMAND…: runs a command in that workspace; dependencies are built once for a tool
    local name=$1 tool=$2
    shift 2
    (cd "$work/build/$tool-$name" && CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$work/target-$tool "$@")
}

command_of() { # command_of STEP: what it runs
    case $1 in
    check) echo "cargo check --offline --quiet" ;;
    debug) echo "cargo build --offline --quiet" ;;
    release) echo "cargo build --release --offline --quiet" ;;
    esac
}

# built DOCUMENT TOOL STEP PROGRAM: the client and a program from nothing, over dependencies that are built.
built() {
    local name=$1 tool=$2 step=$3 program=$4 figures
    local -a command
    read -ra command <<<"$(command_of "$step")"
    in_place "$name" "$tool" cargo clean --quiet --offline -p api -p one -p all 2>/dev/null
    in_place "$name" "$tool" cargo clean --quiet --offline --release -p api -p one -p all 2>/dev/null
    figures=$(in_place "$name" "$tool" measured "${command[@]}" -p "$program") || return 1
    # shellcheck disable=SC2086
    record "$step $name $program $tool" $figures
    if [[ $step == release ]]; then
        strip -o "$work/stripped" "$work/target-$tool/release/$program"
        record "size $name $program $tool" "$(($(stat -c %s "$work/stripped") / 1024))" 0
    fi
}

# After a build of all: a function is added to the client.
edited() {
    local name=$1 tool=$2 figures
    (
        cd "$work/build/$tool-$name"
        export CARGO_INCREMENTAL=1 CARGO_TARGET_DIR=$work/target-$tool
        cargo build --offline --quiet -p all >/dev/null 2>&1 || exit 1
        printf '\n/// Added.\npub fn edited%s() -> u32 {\n    %s\n}\n' "$RANDOM" "$RANDOM" >>api/src/lib.rs
        figures=$(measured cargo build --offline --quiet -p all) || exit 1
        # shellcheck disable=SC2086
        record "incremental $name all $tool" $figures
    )
}

build() {
    local name tool step round program
    for name in "${documents[@]}"; do
        local -a ready=()
        for tool in "${tools[@]}"; do
            if ! prepared "$name" "$tool"; then
                skipped "no program for $tool over $name: $(reason)"
            elif ! (cd "$work/build/$tool-$name" && cargo fetch --quiet) 2>"$work/log" || ! prebuilt "$name" "$tool"; then
                skipped "the client of $tool over $name doesn't compile: $(reason)"
            else
                ready+=("$tool")
            fi
        done
        for ((round = 0; round < rounds; round++)); do
            for step in "${steps[@]}"; do
                for program in one all; do
                    for tool in "${ready[@]}"; do
                        if [[ $step == incremental ]]; then
                            [[ $program == one ]] || edited "$name" "$tool" || skipped "$step of $tool over $name"
                        else
                            built "$name" "$tool" "$step" "$program" || skipped "$step of $program over $name with $tool"
                        fi
                    done
                done
            done
        done
    done
}

# Builds the dependencies, by building everything once for each step.
prebuilt() {
    local name=$1 tool=$2 step
    local -a command
    for step in "${steps[@]}"; do
        [[ $step != incremental ]] || continue
        read -ra command <<<"$(command_of "$step")"
        in_place "$name" "$tool" "${command[@]}" -p one >"$work/log" 2>&1 || return 1
    done
}

# The least that a crate with these types can cost: plain types with the derives of std.
floor() {
    local name step round figures place
    for name in "${documents[@]}"; do
        place=$work/build/floor-$name
        rm -rf "$place"
        generate clientwright "$(document "$name")" "$place/client" >/dev/null
        python3 "$here/floor.py" "$place/client" "$place/api"
        printf '[package]\nname = "api"\nversion = "0.1.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n' >"$place/api/Cargo.toml"
        printf 'chrono = "0.4"\nserde_json = "1"\nuuid = "1"\n' >>"$place/api/Cargo.toml"
        for ((round = 0; round < rounds; round++)); do
            for step in check debug release; do
                local -a command
                read -ra command <<<"$(command_of "$step")"
                figures=$(
                    cd "$place/api"
                    export CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$work/target-floor
                    "${command[@]//--offline/--quiet}" >"$work/log" 2>&1 || exit 1
                    cargo clean --quiet -p api 2>/dev/null
                    cargo clean --quiet --release -p api 2>/dev/null
                    measured "${command[@]}"
                ) || {
                    skipped "the floor of $name doesn't compile: $(reason)"
                    break 2
                }
                # shellcheck disable=SC2086
                record "floor $name $step" $figures
            done
        done
    done
}
