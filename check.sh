#!/usr/bin/env bash
# Format check, build with warnings as errors, all tests: the same for a person and for CI.
set -euo pipefail
cd "$(dirname "$0")"
dotnet restore Analyzers.sln
dotnet format Analyzers.sln --no-restore --verify-no-changes
dotnet build Analyzers.sln --no-restore -c Release
# The samples are no part of the solution: one must build and print its violations, the other must run without any.
dotnet build samples/Broken -c Release -v q
dotnet run --project samples/Clean -c Release
# The lock protocols as Promela models; prints a line and goes on where spin cannot be had.
bash tests/run-models.sh
dotnet test --solution Analyzers.sln --no-build -c Release "$@"
