#!/usr/bin/env bash
# Runs every test: installs what the tests need, builds once, tests the console and all projects, adds up the results.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only if something ran and nothing failed.
#
#   bash tests/run.sh [argument of dotnet test]...      such as --filter FullyQualifiedName~Labels
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

configuration=Release
results=$PWD/TestResults
browser=tests/Browser/TapeFlows.Browser.Tests.csproj
console_failed=0
mended=0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }

# A program the tests call, and the Debian package it comes from.
missing_packages() {
    local pair
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || echo postgresql
    for pair in zstd:zstd gzip:gzip tar:tar setfattr:attr setfacl:acl mt:mt-st find:findutils python3:python3 runuser:util-linux; do
        command -v "${pair%%:*}" >/dev/null || echo "${pair##*:}"
    done
    # The SMTP server that notices are sent to; Debian's own python has it.
    /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || echo python3-aiosmtpd
    command -v chromium >/dev/null || [ -n "${TAPEFLOWS_CHROMIUM:-}" ] || echo chromium
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
    # The product loads libzstd by name; the command line tool may be linked without it.
    ldconfig -p 2>/dev/null | grep -q 'libzstd\.so\.1' || echo libzstd1
}

install_needs() {
    local packages
    mapfile -t packages < <(missing_packages)
    [ ${#packages[@]} -eq 0 ] && return
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        say "Installing ${packages[*]}"
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } </dev/null >&2 && return
        say "The installation failed; tests that need ${packages[*]} will fail and say so."
    else
        say "Not installed: ${packages[*]}. Tests that need them will fail and say so. As root: apt-get install ${packages[*]}"
    fi
}

# The console: its pages are built, since the browser tests open them, then looked at and tested by themselves.
test_console() {
    (
        cd studio || exit
        [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund || exit
        npm run build && npm run check && npx vitest run --reporter=default --reporter=json --outputFile="$results/console.json"
    ) </dev/null >&2 && return
    say "The console (folder studio) was not built, or did not pass. Its pages need node 20.19 or newer; here is $(node --version 2>/dev/null || echo none)."
    console_failed=1
}

# What the tests of the console's source say of themselves.
count_console() {
    grep -o "\"$1\":[0-9]*" "$results/console.json" 2>/dev/null | head -1 | tr -dc '0-9' | grep . || echo 0
}

# The result files of a folder have one <Counters .../> each; a skipped test counts as not executed.
count() {
    local attribute=$1 folder=${2:-$results} file
    for file in "$folder"/*.trx; do
        [ -e "$file" ] && grep -o '<Counters [^>]*>' "$file" | grep -o " $attribute=\"[0-9]*\"" | tr -dc '0-9\n'
    done | awk '{ sum += $1 } END { print sum + 0 }'
}

# Runs the tests of a project: project, folder of the results, further arguments of dotnet test.
run_project() {
    local project=$1 to=$2
    shift 2
    dotnet test "$project" --configuration $configuration --no-build -nodeReuse:false --results-directory "$to" \
        --logger "trx;LogFilePrefix=$(basename "$project" .csproj)" --logger "console;verbosity=minimal" \
        --blame-hang-timeout 10m --blame-hang-dump-type none "$@" </dev/null
}

# The tests that failed in a folder's results, without the arguments of a row, as a filter.
failed_in() {
    grep -ho '<UnitTestResult [^>]*outcome="Failed"[^>]*>' "$1"/*.trx 2>/dev/null | grep -o ' testName="[^"(]*' | cut -d'"' -f2 | sort -u \
        | sed 's/ *$//; s/^/FullyQualifiedName~/' | paste -sd'|'
}

# Chromium and its pages share the machine with the server they look at, and the designer in them is not ours: what failed there is tried
# once more, by itself. Both tries are told; what fails twice, and all else that goes wrong, has failed.
test_browser() {
    local first=$results/browser second=$results/browser-again failed status=0
    run_project "$browser" "$first" "$@" || status=$?
    failed=$(failed_in "$first")
    if [ -n "$failed" ] && ! grep -q 'test run was aborted' "$first"/*.trx; then
        say "Once more: ${failed//FullyQualifiedName~/}"
        run_project "$browser" "$second" --filter "$failed" && status=0 && mended=$(count failed "$first")
    fi
    cp "$first"/*.trx "$results"
    return $status
}

finish() {
    local passed failed skipped
    passed=$(( $(count passed) + $(count_console numPassedTests) + mended ))
    failed=$(( $(count failed) + $(count error) + $(count timeout) + $(count aborted) + $(count_console numFailedTests) - mended ))
    skipped=$(( $(count total) - $(count executed) + $(count_console numPendingTests) ))
    # Not a test, but a failure all the same.
    [ "$console_failed" -eq 1 ] && [ "$(count_console numFailedTests)" -eq 0 ] && failed=$(( failed + 1 ))
    if [ "$1" -ne 0 ] && [ "$failed" -eq 0 ]; then
        say "No test failed, but $2 did (exit code $1)."
        failed=1
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit
}

rm -rf "$results"
mkdir -p "$results"
if ! command -v dotnet >/dev/null; then
    say "The .NET SDK of global.json is missing: https://dotnet.microsoft.com/download"
    finish 127 "the search for dotnet"
fi
install_needs
# With the configuration: a release build needs the compiler to machine code, too.
dotnet restore TapeFlows.sln --locked-mode -p:Configuration=$configuration </dev/null || finish $? "the restore"
dotnet build TapeFlows.sln --configuration $configuration --no-restore -nodeReuse:false </dev/null || finish $? "the build"
test_console
# One project at a time: tests of timing and memory share the machine with nobody.
status=0
for project in tests/*/*Tests.csproj tests/*/*Scenarios.csproj; do
    [ "$project" = "$browser" ] && continue
    run_project "$project" "$results" "$@" || status=$?
done
test_browser "$@" || status=$?
finish $status "a test process"
