#!/usr/bin/env bash
# Replays recorded GradBench cases through the tool and compares the answers.
#
#   eng/gradbench-replay.sh [EVAL...]        all evals without arguments
#
# The recordings are taken from $GRADBENCH_REPLAY, by default ../shared/gradbench/replay beside this repository.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
recordings=${GRADBENCH_REPLAY:-$root/../shared/gradbench/replay}
[ -d "$recordings" ] || recordings=${GRADBENCH_REPLAY:-$root/../../shared/gradbench/replay}

if [ ! -d "$recordings" ]; then
    echo "gradbench-replay: skipped, no recorded cases at $recordings (set GRADBENCH_REPLAY)"
    exit 0
fi

if [ $# -eq 0 ]; then
    files=("$recordings"/*.jsonl)
else
    files=()
    for eval in "$@"; do
        files+=("$recordings/$eval.jsonl")
    done
fi

dotnet build "$root/bench/Zygote.GradBench.Replay" -c Release -v q --nologo
bin=$root/artifacts/bin
exec dotnet "$bin/Zygote.GradBench.Replay/release/Zygote.GradBench.Replay.dll" \
    "$bin/Zygote.GradBench/release/Zygote.GradBench.dll" "${files[@]}"
