#!/usr/bin/env bash
# What channels cost beside those of other libraries: runs `bench` and each
# peer in turn, and prints a row's median for each, and its ratio to bench's.
#
# usage: beside_peers.sh BENCH PEER... [-- OPERATIONS [ROUNDS]]
#
# A peer is a program that takes a number of operations and prints lines like
# `spsc-unbuffered 1234.5 ns/op`. Wants a machine that does nothing else.
set -euo pipefail

usage() {
  sed -n '/^# usage/s/^# //p' "$0" >&2
  exit 2
}

refuse() {
  echo "$(basename "$0"): $1" >&2
  exit 2
}

programs=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  [ -f "$1" ] && [ -x "$1" ] || refuse "no program: $1"
  programs+=("$1")
  shift
done
[ ${#programs[@]} -ge 2 ] || usage
[ $# -eq 0 ] || shift
[ $# -le 2 ] || usage
operations=${1:-50000}
rounds=${2:-5}
[[ $operations =~ ^[1-9][0-9]{0,8}$ && $rounds =~ ^[1-9][0-9]{0,3}$ ]] || usage

for ((round = 0; round < rounds; round++)); do
  for i in "${!programs[@]}"; do
    "${programs[i]}" "$operations" | sed "s|^|$i |" ||
      refuse "failed: ${programs[i]}"
  done
done | awk -v names="$(printf '%s\n' "${programs[@]##*/}")" '
  function median(row, program,   n, i, j, v, values) {
    n = count[row, program]
    for (i = 1; i <= n; i++) {
      v = took[row, program, i]
      for (j = i - 1; j > 0 && values[j] > v; j--) values[j + 1] = values[j]
      values[j + 1] = v
    }
    return values[int((n + 1) / 2)]
  }
  $4 != "ns/op" { next }
  !($2 in known) { known[$2]; rows[++row_count] = $2 }
  { took[$2, $1, ++count[$2, $1]] = $3 }
  END {
    programs = split(names, name, "\n")
    printf "%-24s", "ns/op (beside bench)"
    for (p = 0; p < programs; p++) printf " %18s", name[p + 1]
    print ""
    for (r = 1; r <= row_count; r++) {
      row = rows[r]
      printf "%-24s", row
      for (p = 0; p < programs; p++) {
        if (!count[row, p]) { printf " %18s", "-"; continue }
        beside = count[row, 0] ? median(row, p) / median(row, 0) : 0
        printf " %10.0f (%5.2f)", median(row, p), beside
      }
      print ""
    }
  }'
