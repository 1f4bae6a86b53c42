# The tables of BENCHMARKS.md from what run.sh recorded.

best() { # best KEY COLUMN: the least of a figure, or nothing
    awk -F'\t' -v key="$1" -v column="$2" '$1 == key && (best == "" || $column < best) { best = $column } END { print best }' "$results"
}

ratio() { # ratio OURS THEIRS
    [[ -n $1 && -n $2 ]] && awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else print "–" }' || echo "–"
}

tables() {
    local name tool
    printf 'Measured on %s: %s; clientwright %s' "$(date -u +%F)" "$(rustc --version)" "$("$clientwright" --version | cut -d ' ' -f 2)"
    for tool in openapi-to-rust oas3-gen progenitor ploidy; do
        printf ', %s %s' "$tool" "${versions[$tool]}"
    done
    printf '. Best of %s runs, by turns.\n' "$rounds"
    generation_table
    growth_table
    for name in "${documents[@]}"; do
        build_table "$name"
    done
    floor_table
    [[ ! -s $work/skipped.txt ]] || { printf '\nSkipped:\n\n' && sort -u "$work/skipped.txt" | sed 's/^/- /'; }
}

generation_table() {
    local name tool seconds memory
    printf '\n| generating | tool | seconds | MiB | lines |\n|---|---|--:|--:|--:|\n'
    for name in "${documents[@]}"; do
        for tool in "${tools[@]}"; do
            seconds=$(best "generation $name $tool" 2)
            memory=$(best "generation $name $tool" 3)
            [[ -z $seconds ]] || printf '| %s | %s | %s | %s | %s |\n' "$name" "$tool" "$seconds" "$memory" "$(best "lines $name $tool" 2)"
        done
    done
}

growth_table() {
    local tool count
    printf '\n| operations | 10 | 100 | 1,000 | 10,000 |\n|---|--:|--:|--:|--:|\n'
    for tool in "${tools[@]}"; do
        [[ -n $(best "growth 10 $tool" 2) ]] || continue
        printf '| %s, seconds and MiB ' "$tool"
        for count in 10 100 1000 10000; do
            [[ -n $(best "growth $count $tool" 2) ]] || { printf '| – ' && continue; }
            printf '| %s, %s ' "$(best "growth $count $tool" 2)" "$(best "growth $count $tool" 3)"
        done
        printf '|\n'
    done
}

size() { # size STEP DOCUMENT PROGRAM TOOL [BEFORE] [AFTER]: the size of a stripped program, which only a release has
    local kib
    kib=$(best "size $2 $3 $4" 2)
    [[ $1 != release || -z $kib ]] || printf '%s%s%s' "${5:-}" "$kib" "${6:-}"
}

build_table() { # build_table DOCUMENT
    local name=$1 tool step program ours theirs
    [[ -n $(awk -v name="$name" '$2 == name && $1 ~ /^(check|debug|release)$/ { print; exit }' "$results") ]] || return 0
    printf '\n| %s, library and program | clientwright | tool | seconds | ratio | MiB of rustc | ratio | KiB |\n' "$name"
    printf '|---|--:|---|--:|--:|--:|--:|--:|\n'
    for tool in "${tools[@]}"; do
        [[ $tool != clientwright ]] || continue
        for step in "${steps[@]}"; do
            for program in one all; do
                ours="$step $name $program clientwright"
                theirs="$step $name $program $tool"
                [[ -n $(best "$theirs" 2) ]] || continue
                printf '| %s, %s | %s s, %s MiB%s | %s | %s | %s | %s | %s | %s |\n' "$step" "$program" \
                    "$(best "$ours" 2)" "$(best "$ours" 3)" "$(size "$step" "$name" "$program" clientwright ", " " KiB")" "$tool" \
                    "$(best "$theirs" 2)" "$(ratio "$(best "$ours" 2)" "$(best "$theirs" 2)")" \
                    "$(best "$theirs" 3)" "$(ratio "$(best "$ours" 3)" "$(best "$theirs" 3)")" \
                    "$(size "$step" "$name" "$program" "$tool")"
            done
        done
    done
}

floor_table() {
    local name
    printf '\n| plain types | check | debug | release |\n|---|--:|--:|--:|\n'
    for name in "${documents[@]}"; do
        [[ -n $(best "floor $name check" 2) ]] || continue
        printf '| %s ' "$name"
        for step in check debug release; do
            printf '| %s s, %s MiB ' "$(best "floor $name $step" 2)" "$(best "floor $name $step" 3)"
        done
        printf '|\n'
    done
}
