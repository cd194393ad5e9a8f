#!/usr/bin/env bash
# Runs a command while other processes compute, and ends them with it. Its
# status is the command's.
#
# usage: beside_busy.sh BUSY COMMAND [ARGUMENT...]
#
# BUSY is how many processes compute, or `half`: one that sleeps half of the
# time, on the first core where the system has taskset.
set -euo pipefail

usage() {
  sed -n '/^# usage/s/^# //p' "$0" >&2
  exit 2
}

compute() { while :; do :; done; }

# In turns of five milliseconds.
compute_half() {
  local start
  if command -v taskset >/dev/null; then
    taskset --cpu-list --pid 0 "$BASHPID" >/dev/null
  fi
  while :; do
    start=${EPOCHREALTIME/[.,]/}
    while ((${EPOCHREALTIME/[.,]/} - start < 5000)); do :; done
    sleep 0.005
  done
}

[ $# -ge 2 ] || usage
busy=$1
shift
[[ $busy =~ ^([0-9]|[1-9][0-9]|half)$ ]] || usage

processes=()
trap '[ ${#processes[@]} -eq 0 ] || kill "${processes[@]}"' EXIT
if [ "$busy" = half ]; then
  compute_half &
  processes+=($!)
else
  for ((i = 0; i < busy; i++)); do
    compute &
    processes+=($!)
  done
fi
"$@"
