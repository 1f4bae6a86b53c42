#!/usr/bin/env bash
# Compares clientwright with four public generators: what generating costs, and what building their clients costs.
#
#   benches/side-by-side/run.sh CORPUS WORK [generation|growth|build|floor|tables]…       default: all of them
#
# CORPUS is a folder of published documents (`progenitor-nexus/`, `discord/`, `stripe/`, `github-latest/`); WORK keeps the
# tools and what is built. Seconds are those of the processor (user and system), of the best of ROUNDS runs, by turns. What
# can't be installed, read or compiled is skipped with a word. DOCUMENTS and TOOLS narrow what is built, and CLIENTWRIGHT is
# a generator that is built already:
#
#   DOCUMENTS="nexus discord" TOOLS="clientwright openapi-to-rust" STEPS="check debug release incremental" ROUNDS=2
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
corpus=$(cd "${1:?the folder of published documents}" && pwd)
work=${2:?a folder for what is built}
mkdir -p "$work"
work=$(cd "$work" && pwd)
shift 2
parts=("$@")
[[ ${#parts[@]} -gt 0 ]] || parts=(generation growth build floor tables)

rounds=${ROUNDS:-2}
read -ra documents <<<"${DOCUMENTS:-seed nexus discord stripe github}"
read -ra tools <<<"${TOOLS:-clientwright openapi-to-rust oas3-gen progenitor ploidy}"
read -ra steps <<<"${STEPS:-check debug release incremental}"
export RUST_BACKTRACE=0
results=$work/results.tsv
touch "$results"
# shellcheck source=tools.sh
source "$here/tools.sh"
# shellcheck source=build.sh
source "$here/build.sh"
# shellcheck source=tables.sh
source "$here/tables.sh"

document() { # document NAME: its file
    case $1 in
    seed) echo "$root/spec/stackone.yaml" ;;
    nexus) echo "$corpus/progenitor-nexus/nexus.json" ;;
    discord) echo "$corpus/discord/openapi.json" ;;
    stripe) echo "$corpus/stripe/stripe.yaml" ;;
    github) printf '%s\n' "$corpus"/github-latest/*.json | head -n 1 ;;
    esac
}

operation() { # operation NAME: the operation that the small program calls
    case $1 in
    seed) echo stackone_create_connect_session ;;
    nexus) echo disk_view ;;
    discord) echo list_messages ;;
    stripe) echo GetChargesCharge ;;
    github) echo issues/list-for-repo ;;
    esac
}

measured() { # measured COMMAND…: processor seconds and the most memory of one process, in MiB
    /usr/bin/time -f '%U %S %M' -o "$work/time" "$@" >"$work/log" 2>&1 || return 1
    awk 'END { printf "%.2f\t%.0f\n", $1 + $2, $3 / 1024 }' "$work/time"
}

record() { # record KEY SECONDS MEMORY: the keys of lines are alike for one figure
    printf '%s\t%s\t%s\n' "$@" >>"$results"
}

reason() { # the first line of the last command's output that says why
    { grep -m 1 -iE '^error|panicked|unexpected|invalid' "$work/log" || tail -n 1 "$work/log"; } | cut -c 1-150
}

skipped() {
    echo "skipped: $1" >&2
    printf '%s\n' "$1" >>"$work/skipped.txt"
}

generation() {
    local round name tool figures lines
    for name in "${documents[@]}"; do
        if [[ ! -f $(document "$name") ]]; then
            skipped "$name: there is no such document"
            continue
        fi
        for ((round = 0; round < rounds + 1; round++)); do
            for tool in "${tools[@]}"; do
                rm -rf "$work/out"
                if ! figures=$(generate "$tool" "$(document "$name")" "$work/out"); then
                    [[ $round -gt 0 ]] || skipped "$tool can't read $name: $(reason)"
                    continue
                fi
                # shellcheck disable=SC2086
                record "generation $name $tool" $figures
                lines=$(find "$work/out" -name '*.rs' -exec cat {} + | wc -l)
                record "lines $name $tool" "$lines" 0
            done
        done
    done
}

# A document of so many operations, each with a path, a parameter, a body and a response of its own.
grown() {
    awk -v count="$1" 'BEGIN {
        printf "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"Growing\",\"version\":\"1\"},\"paths\":{"
        for (i = 0; i < count; i++)
            printf "%s\"/things%d/{id}\":{\"post\":{\"tags\":[\"t%d\"],\"operationId\":\"make_thing%d\",\"parameters\":[{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}},{\"name\":\"limit\",\"in\":\"query\",\"schema\":{\"type\":\"integer\"}}],\"requestBody\":{\"required\":true,\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Thing%d\"}}}},\"responses\":{\"200\":{\"description\":\"ok\",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Thing%d\"}}}}}}}", (i ? "," : ""), i, i % 20, i, i, (i * 7 + 1) % count
        printf "},\"components\":{\"schemas\":{"
        for (i = 0; i < count; i++)
            printf "%s\"Thing%d\":{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"string\"},\"at\":{\"type\":\"string\",\"format\":\"date-time\"},\"state\":{\"type\":\"string\",\"enum\":[\"a%d\",\"b\",\"c\"]},\"size\":{\"type\":\"number\"}}}", (i ? "," : ""), i, i
        print "}}}"
    }'
}

growth() {
    local count tool figures round
    for count in 10 100 1000 10000; do
        grown "$count" >"$work/grown.json"
        for ((round = 0; round < rounds; round++)); do
            for tool in "${tools[@]}"; do
                rm -rf "$work/out"
                if figures=$(generate "$tool" "$work/grown.json" "$work/out"); then
                    # shellcheck disable=SC2086
                    record "growth $count $tool" $figures
                elif [[ $round -eq 0 ]]; then
                    skipped "$tool can't read a document of $count operations"
                fi
            done
        done
    done
}

install_tools
for part in "${parts[@]}"; do
    "$part"
done
