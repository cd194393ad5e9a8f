#!/usr/bin/env bash
# The op-count program with tasks beside the same in Go: runs both in turn, and
# prints the medians of their operations, of the processor time that one took,
# and of the memory of the whole process.
#
# usage: beside_go.sh OP-COUNT READERS [SECONDS [ROUNDS]]
#
# Needs go. Wants a machine that does nothing else.
set -euo pipefail

[ $# -ge 2 ] && [ -x "$1" ] || {
  sed -n '/^# usage/s/^# //p' "$0" >&2
  exit 2
}
op_count=$1 readers=$2 seconds=${3:-1} rounds=${4:-5}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
go build -o "$folder/op-count-go" "$(dirname "$0")/op_count.go"

# measure NAME PROGRAM ARGUMENT...: a line for each run, NAME OPERATIONS
# NANOSECONDS MEGABYTES.
measure() {
  local name=$1
  shift
  /usr/bin/time -o "$folder/time" -f '%U %S %M' "$@" > "$folder/counts"
  awk -v name="$name" '
    /Ops:/ { operations += $2; next }
    { printf "%s %d %.0f %.0f\n", name, operations,
             ($1 + $2) * 1e9 / (operations + 1), $3 / 1024 }
  ' "$folder/counts" "$folder/time" | tee -a "$folder/runs"
}

# median NAME FIELD
median() {
  awk -v name="$1" -v field="$2" '$1 == name { print $field }' \
    "$folder/runs" | sort -n | sed -n "$(((rounds + 1) / 2))p"
}

for ((round = 0; round < rounds; round++)); do
  measure go "$folder/op-count-go" -readers "$readers" -seconds "$seconds"
  for workers in 1 2; do
    measure "workers-$workers" "$op_count" --clients tasks \
      --workers "$workers" --readers "$readers" --seconds "$seconds"
  done
done > "$folder/all"

printf '%-10s %12s %10s %6s\n' '' operations 'ns each' MB
for name in go workers-1 workers-2; do
  printf '%-10s %12s %10s %6s\n' "$name" "$(median "$name" 2)" \
    "$(median "$name" 3)" "$(median "$name" 4)"
done
