#!/usr/bin/env bash
# Format check, build with warnings as errors, all tests: the same for a person and for CI.
set -euo pipefail
cd "$(dirname "$0")"
dotnet restore Analyzers.sln
dotnet format Analyzers.sln --no-restore --verify-no-changes
dotnet build Analyzers.sln --no-restore -c Release
dotnet test --solution Analyzers.sln --no-build -c Release "$@"
