#!/usr/bin/env bash
# What must hold before a merge, beyond .ci/run: a strict Release build, the tests in Release, the format.
set -euo pipefail
cd "$(dirname "$0")/.."
export CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build -c Release
dotnet test -c Release --no-build
dotnet format --no-restore --verify-no-changes
