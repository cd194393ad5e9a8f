#!/usr/bin/env bash
# The op-count program with tasks beside the same in Go: runs both in turn, and
# prints the median of their operations, with the fewest and the most, and the
# medians of the processor time that one took and of the memory of the process.
#
# usage: beside_go.sh OP-COUNT READERS [SECONDS [ROUNDS]]
#
# Needs go. Wants a machine that does nothing else.
set -euo pipefail

usage() {
  sed -n '/^# usage/s/^# //p' "$0" >&2
  exit 2
}

refuse() {
  echo "$(basename "$0"): $1" >&2
  exit 2
}

[ $# -ge 2 ] && [ $# -le 4 ] || usage
op_count=$1 readers=$2 seconds=${3:-1} rounds=${4:-5}
[[ $readers =~ ^[1-9][0-9]{0,7}$ && $rounds =~ ^[1-9][0-9]{0,3}$ &&
  $seconds =~ ^[0-9]{1,4}(\.[0-9]+)?$ ]] || usage
[ -f "$op_count" ] && [ -x "$op_count" ] || refuse "no program: $op_count"
for needed in go /usr/bin/time; do
  command -v "$needed" >/dev/null || refuse "needs $needed"
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
go build -o "$folder/op-count-go" "$(dirname "$0")/op_count.go"

# measure NAME PROGRAM ARGUMENT...: a line for each run, NAME OPERATIONS
# NANOSECONDS MEBIBYTES.
measure() {
  local name=$1
  shift
  /usr/bin/time -o "$folder/time" -f '%U %S %M' "$@" > "$folder/counts"
  awk -v name="$name" '
    /Ops:/ { operations += $2; next }
    { printf "%s %d %.0f %.0f\n", name, operations,
             ($1 + $2) * 1e9 / (operations + 1), $3 / 1024 }
  ' "$folder/counts" "$folder/time" >> "$folder/runs"
}

# ranked NAME FIELD RANK: of its runs the one of that rank, from 1.
ranked() {
  awk -v name="$1" -v field="$2" '$1 == name { print $field }' \
    "$folder/runs" | sort -n | sed -n "$3p"
}

for ((round = 0; round < rounds; round++)); do
  measure go "$folder/op-count-go" -readers "$readers" -seconds "$seconds"
  for workers in 1 2; do
    measure "workers-$workers" "$op_count" --clients tasks \
      --workers "$workers" --readers "$readers" --seconds "$seconds"
  done
done

middle=$(((rounds + 1) / 2))
row='%-10s %12s %12s %12s %10s %6s\n'
printf "$row" '' operations fewest most 'ns each' MiB
for name in go workers-1 workers-2; do
  printf "$row" "$name" "$(ranked "$name" 2 "$middle")" \
    "$(ranked "$name" 2 1)" "$(ranked "$name" 2 "$rounds")" \
    "$(ranked "$name" 3 "$middle")" "$(ranked "$name" 4 "$middle")"
done
