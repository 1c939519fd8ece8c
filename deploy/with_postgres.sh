#!/usr/bin/env bash
# Runs a command with a private PostgreSQL: started in a temporary folder from the programs on this machine, and gone afterwards.
# Where there are none it says so and runs nothing.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || { echo "PostgreSQL is not installed on this machine, so its tests were not run."; exit 0; }
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then  # the server does not run as root
    id postgres >/dev/null 2>&1 || useradd --system postgres
    chown postgres "$folder"
    as=(setpriv --reuid postgres --regid "$(id -gn postgres)" --clear-groups)
fi
stop() { "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as[@]}" "$bin/initdb" -D "$folder/data" -U balcao --auth trust --encoding UTF8 --no-sync >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$folder' -c fsync=off -c max_connections=120" -l "$folder/log" start >/dev/null
"$bin/createdb" -h 127.0.0.1 -p "$port" -U balcao balcao
BALCAO_DATABASE="postgres://balcao@127.0.0.1:$port/balcao" "$@"
