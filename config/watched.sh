# Sourced by bootstrap.sh: runs what takes long, shows how far it is, and says why it failed.

say() { printf '%s\n' "$*" >&2; }

# watched TOTAL COMMAND...: TOTAL is how many steps it will take, 0 if nobody knows. A failure is
# explained, and nothing after it runs.
watched() {
    total=$1
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/midstance-setup.XXXXXX")
    { "$@" 2>&1 && : >"$log.done"; } | follow
    if [ -e "$log.done" ]; then
        rm -f "$log" "$log.done"
        return 0
    fi
    explain_failure
    exit 1
}

follow() {
    count=0
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        is_step "$line" || continue
        count=$((count + 1))
        if [ -t 2 ]; then
            printf '\r\033[K  %s' "$(how_far "$line")" >&2
        elif [ $((count % 20)) = 0 ]; then
            say "  $(how_far "$line")"
        fi
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# The lines of apt and pip that stand for one step each.
is_step() {
    case $1 in
        Get:* | Hit:* | Unpacking* | "Setting up"* | Collecting* | Requirement* | Installing*) ;;
        *) return 1 ;;
    esac
}

how_far() {
    case $1 in
        "Installing collected"*) printf 'all fetched; unpacking them takes a minute' ;;
        *)
            of=""
            [ "$total" = 0 ] || of=" of $total"
            printf '%s%s: %.60s' "$count" "$of" "$1"
            ;;
    esac
}

explain_failure() {
    say "That did not work:"
    grep -E '^(E|Err|ERROR|error|OSError)\b' "$log" | tail -n 4 >&2 || tail -n 8 "$log" >&2
    say "$(what_to_do)"
    say "Everything that was printed is in $log. To try again: make $purpose"
}

what_to_do() {
    if grep -qiE 'No space left|enough free space' "$log"; then
        printf 'The disk is full: make room on the disks of %s and %s.' "$PWD" "${TMPDIR:-/tmp}"
    elif grep -qiE 'CERTIFICATE_VERIFY_FAILED|certificate verification failed' "$log"; then
        printf 'The certificate of the download host is not trusted here: if your network has a '
        printf 'certificate of its own, name its file in PIP_CERT.'
    elif grep -qiE 'do not match the hashes' "$log"; then
        printf 'A download differs from what was locked, so it was not installed: do not go on '
        printf 'before you know why your package index serves another file.'
    elif grep -qiE 'lock-frontend|Could not get lock' "$log"; then
        printf 'Another program is installing packages: let it finish.'
    elif grep -qiE 'resolv|connect|timed out|unreachable|Failed to fetch|Unable to locate|no installation candidate|Could not find a version' "$log"
    then
        printf 'The packages could not be downloaded: is this machine on the network? Behind a '
        printf 'proxy, set http_proxy and https_proxy.'
    else
        printf 'If these lines do not tell you why, the rest of the output may.'
    fi
}
