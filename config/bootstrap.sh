#!/bin/sh
# Makes the environment that `make run` (first argument: run) or `make test` (test) needs.
# System packages are installed where we may; elsewhere the exact command is printed.
set -eu
purpose=${1:-run}
cd "$(dirname "$0")/.."

run_packages="python3.11-venv libgl1 libegl1 libgles2 libglib2.0-0 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
test_packages="chromium nodejs"

packages=$run_packages
lock=requirements.lock
if [ "$purpose" = test ]; then
    packages="$run_packages $test_packages"
    lock=requirements-dev.lock
fi

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
    for package in $packages; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
            is_covered "$package" || printf '%s ' "$package"
    done
}

# A tool that came another way (a language manager, another package) need not come again.
is_covered() {
    case $1 in
        python3.11-venv) python3.11 -c 'import ensurepip, venv' 2>/dev/null ;;
        nodejs) command -v node >/dev/null 2>&1 ;;
        chromium) command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 ;;
        *) return 1 ;;
    esac
}

install_packages() {
    say "Installing system packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

ensure_system_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    wanted=$(missing_packages)
    [ -n "$wanted" ] || return 0
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            as_root="sudo"
        else
            say "Midstance needs system packages that only an administrator may install. Run:"
            say "    sudo apt-get update && sudo apt-get install --no-install-recommends $wanted"
            say "and then this command again. Nothing else has been changed."
            exit 1
        fi
    fi
    # shellcheck disable=SC2086
    install_packages $wanted
}

ensure_environment() {
    stamp=".venv/.installed-$purpose"
    wanted_hash=$(cat "$lock" | sha256sum | cut -d' ' -f1)
    if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted_hash" ]; then
        return 0
    fi
    # The test environment holds everything the product needs.
    if [ "$purpose" = run ] && [ -f .venv/.installed-test ] &&
        [ "$(cat .venv/.installed-test)" = "$(sha256sum <requirements-dev.lock | cut -d' ' -f1)" ]; then
        return 0
    fi
    [ -x .venv/bin/python ] || python3.11 -m venv .venv
    say "Installing Python packages from $lock (a minute or two) ..."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
        --require-hashes -r "$lock"
    printf '%s\n' "$wanted_hash" >"$stamp"
}

command -v python3.11 >/dev/null 2>&1 || {
    say "Midstance needs Python 3.11. On Debian 12: sudo apt-get install python3.11"
    exit 1
}
ensure_system_packages
ensure_environment
