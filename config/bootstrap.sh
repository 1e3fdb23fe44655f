#!/bin/sh
# Makes the environment that `make run` (first argument: run) or `make test` (test) needs.
# System packages are installed where we may; elsewhere the exact command is printed.
set -eu
purpose=${1:-run}
cd "$(dirname "$0")/.."
. config/watched.sh

packages="python3.11-venv libgl1 libegl1 libgles2 libglib2.0-0 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
lock=requirements.lock
needed_mb=2000
if [ "$purpose" = test ]; then
    # The browser driver that the tests bring asks for libatomic1.
    packages="$packages chromium nodejs libatomic1"
    lock=requirements-dev.lock
    needed_mb=3000
fi

is_installed() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'
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

missing_packages() {
    for package in $packages; do
        is_installed "$package" || is_covered "$package" || printf '%s ' "$package"
    done
}

# How this user becomes root without being asked; fails where that needs a person.
root_prefix() {
    [ "$(id -u)" != 0 ] || return 0
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && printf 'sudo'
}

ask_an_administrator() {
    install="apt-get update && apt-get install -y --no-install-recommends $*"
    say "Midstance needs system packages that only an administrator may install. Give this command:"
    if command -v sudo >/dev/null 2>&1; then
        say "    sudo sh -c '$install'"
    else
        say "    su -c '$install'"
    fi
    say "and then this one again: make $purpose.  Nothing has been changed."
    exit 1
}

ensure_system_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        [ -d .venv ] || say "Not a Debian machine: see to it that it has what these packages hold: $packages"
        return 0
    fi
    wanted=$(missing_packages | sed 's/ $//')
    [ -n "$wanted" ] || return 0
    # shellcheck disable=SC2086
    as_root=$(root_prefix) || ask_an_administrator $wanted
    ensure_room
    say "Installing system packages: $wanted"
    # sudo hands the environment on only when told to.
    apt="$as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -q -y"
    # shellcheck disable=SC2086
    watched 0 $apt update
    # shellcheck disable=SC2086
    watched 0 $apt -o DPkg::Lock::Timeout=120 install --no-install-recommends $wanted
}

ensure_room() {
    free_mb=$(df -Pk . | sed -n 2p | { read -r _ _ _ free_kb _; echo $((free_kb / 1024)); })
    [ "$free_mb" -lt "$needed_mb" ] || return 0
    say "Midstance needs about $needed_mb MB of free disk for its packages; here are $free_mb MB."
    say "Make room on the disk of $PWD and give the command again: make $purpose"
    exit 1
}

is_current() {
    [ "$(cat ".venv/.installed-$1" 2>/dev/null)" = "$(sha256sum <"$2")" ]
}

ensure_environment() {
    ! is_current "$purpose" "$lock" || return 0
    # The test environment holds everything the product needs.
    [ "$purpose" = test ] || ! is_current test requirements-dev.lock || return 0
    ensure_room
    # A folder whose making was cut short is made again.
    .venv/bin/python -m pip --version >/dev/null 2>&1 || python3.11 -m venv --clear .venv
    say "Installing Python packages from $lock (about 300 MB to fetch, a few minutes) ..."
    rm -f .venv/.installed-*
    watched "$(grep -cE '^[a-z0-9].*==' "$lock")" \
        .venv/bin/python -m pip install --disable-pip-version-check --no-input --no-color \
        --progress-bar off --no-deps --require-hashes -r "$lock"
    sha256sum <"$lock" >".venv/.installed-$purpose"
}

command -v python3.11 >/dev/null 2>&1 || {
    say "Midstance needs Python 3.11. On Debian 12, as root: apt-get install python3.11"
    exit 1
}
ensure_system_packages
ensure_environment
