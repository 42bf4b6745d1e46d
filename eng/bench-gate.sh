#!/usr/bin/env bash
# Compares the table of bench/Zygote.Benchmarks with the recorded one, by ratio, and fails past 15 %.
#
#   eng/bench-gate.sh [FILTER]               compares
#   eng/bench-gate.sh --record [FILTER]      writes what is found to bench/recorded.txt
#
# By hand and at a release, on a machine with nothing else to do: the best of three runs counts. Ratios depend on the
# processor; record on the machine that is compared on.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_TieredPGO=0

recorded=bench/recorded.txt
record=false
if [ "${1:-}" = --record ]; then
    record=true
    shift
fi

dotnet build bench/Zygote.Benchmarks -c Release -v q --nologo > /dev/null
found=$(mktemp)
trap 'rm -f "$found"' EXIT
for _ in 1 2 3; do
    artifacts/bin/Zygote.Benchmarks/release/Zygote.Benchmarks --table "${1:-}" | tee /dev/stderr
done | awk '
    # By column: names have blanks in them, and not every case has all figures.
    function least(what, text) {
        gsub(/ /, "", text)
        if (text != "" && (!((name, what) in best) || text + 0 < best[name, what] + 0)) best[name, what] = text
    }
    /^case / { next }
    {
        name = substr($0, 1, 20); sub(/ +$/, "", name)
        if (!(name in seen)) { seen[name]; order[++count] = name }
        least("gradient/primal", substr($0, 57, 13))
        least("gradient/hand", substr($0, 83, 11))
        least("bytes", substr($0, 94, 12))
    }
    END {
        split("gradient/primal gradient/hand bytes", columns, " ")
        for (i = 1; i <= count; i++)
            for (k = 1; k <= 3; k++)
                if ((order[i], columns[k]) in best)
                    printf "%s;%s;%s\n", order[i], columns[k], best[order[i], columns[k]]
    }' > "$found"

if $record; then
    cp "$found" "$recorded"
    exit 0
fi

awk -F ';' '
    NR == FNR { old[$1, $2] = $3; next }
    !(($1, $2) in old) { printf "new       %-20s %-16s %s\n", $1, $2, $3; next }
    $3 > 1.15 * old[$1, $2] { printf "worse     %-20s %-16s %s, was %s\n", $1, $2, $3, old[$1, $2]; worse++ }
    $3 * 1.15 < old[$1, $2] { printf "better    %-20s %-16s %s, was %s\n", $1, $2, $3, old[$1, $2] }
    END { print (worse + 0) " figures are worse by more than 15 %"; exit worse > 0 }' "$recorded" "$found"
