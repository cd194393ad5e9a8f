#!/usr/bin/env bash
# Runs op-count and programs that print the same in turn; prints for each the
# medians of its operations, of its ratio to the first one's in the same round,
# and of its processor seconds.
#
# usage: count_in_turn.sh ROUNDS COMMAND...
#
# A command is one argument, as in: count_in_turn.sh 9 build/before/my-op-count
# 'build/test/bin/my-op-count --reply-capacity 0'. It prints lines like
# `readOps: 1234` and `writeOps: 56`.
set -euo pipefail

usage() {
  sed -n '/^# usage/s/^# //p' "$0" >&2
  exit 2
}

[ $# -ge 2 ] || usage
[[ $1 =~ ^[1-9][0-9]{0,3}$ ]] || usage
rounds=$1
shift
TIMEFORMAT='seconds %U %S'

for ((round = 0; round < rounds; round++)); do
  for i in "$@"; do
    echo "command $i"
    { time $i; } 2>&1
  done
done | awk '
  function median(what, command,   n, i, j, v, values) {
    n = runs[command]
    for (i = 1; i <= n; i++) {
      v = measured[what, command, i]
      for (j = i - 1; j > 0 && values[j] > v; j--) values[j + 1] = values[j]
      values[j + 1] = v
    }
    return values[int((n + 1) / 2)]
  }
  $1 == "command" {
    command = substr($0, 9)
    if (!(command in runs)) order[++commands] = command
    ++runs[command]
    operations = 0
  }
  $1 == "readOps:" || $1 == "writeOps:" { operations += $2 }
  $1 == "seconds" {
    run = runs[command]
    if (!operations) { failed = command; exit }
    if (command == order[1]) first[run] = operations
    measured["operations", command, run] = operations
    measured["ratio", command, run] = operations / first[run]
    measured["seconds", command, run] = $2 + $3
  }
  END {
    if (failed) {
      print "count_in_turn.sh: no operations: " failed > "/dev/stderr"
      exit 2
    }
    print "operations  ratio  CPU seconds"
    for (i = 1; i <= commands; i++) {
      command = order[i]
      printf "%10d  %5.2f  %11.2f  %s\n", median("operations", command),
             median("ratio", command), median("seconds", command), command
    }
  }'
