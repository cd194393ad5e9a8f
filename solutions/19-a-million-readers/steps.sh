#!/usr/bin/env bash
# Where the instructions of an operation go, for each row of `bench tasks`. They
# are counted by the header that they come from, wherever they were inlined.
#
# usage: steps.sh BENCH [OPERATIONS]
#
# Needs valgrind. What else a machine does has no influence.
set -euo pipefail

usage() {
  sed -n '/^# usage/s/^# //p' "$0" >&2
  exit 2
}

refuse() {
  echo "$(basename "$0"): $1" >&2
  exit 2
}

[ $# -ge 1 ] && [ $# -le 2 ] || usage
bench=$1 operations=${2:-100000}
[[ $operations =~ ^[1-9][0-9]{3,6}$ ]] || usage  # a row wants a thousand
[ -f "$bench" ] && [ -x "$bench" ] || refuse "no program: $bench"
command -v valgrind >/dev/null || refuse "needs valgrind"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A file whenever a row begins: steps.1 has what comes before the first one,
# steps.2 the first one. The last one's is left at the end.
valgrind --tool=callgrind --dump-before='*::measure(*' \
  --callgrind-out-file="$folder/steps" \
  "$bench" tasks "$operations" > "$folder/rows" 2> "$folder/log" ||
  refuse "this failed: $bench tasks $operations"

# by_part NAME FILE: a row has warmed up for a tenth of its operations, and those
# with an owner have half as many.
by_part() {
  local measured=$((operations * 11 / 10))
  case $1 in owner-*) measured=$((measured / 2)) ;; esac
  callgrind_annotate --auto=no --show-percs=no --threshold=100 "$2" |
    awk -v name="$1" -v measured="$measured" '
    function part(file) {
      if (file ~ /^(tasks.cpp|task.hpp|promise.hpp|coroutine)$/) return "tasks"
      if (file ~ /^(async_|operation|select|case|draw|random)/) return "await"
      if (file ~ /^(optional|tuple|span|array)$/) return "await"
      if (file ~ /^(channel|try_operations|ring|line|waiter).hpp$/)
        return "channel"
      if (file ~ /^(channel_mutex|adaptive_mutex|sleeper|atomic_base)/)
        return "locks"
      if (file ~ /^(spawned|executor|loop|ready_queue).hpp$/) return "queue"
      if (file ~ /^(malloc|new_|shared_ptr|alloc|unique_ptr)/) return "memory"
      return "other"
    }
    /PROGRAM TOTALS/ {
      gsub(",", "", $1)
      all = $1 / measured
    }
    $1 ~ /^[0-9,]+$/ && $2 ~ /:/ {
      gsub(",", "", $1)
      sub(":.*", "", $2)
      sub(".*/", "", $2)
      sum[part($2)] += $1 / measured
    }
    END {
      known = sum["tasks"] + sum["await"] + sum["channel"] + sum["locks"]
      known += sum["queue"] + sum["memory"]
      printf "%-22s %6.0f %6.0f %6.0f %7.0f %6.0f %6.0f %6.0f %6.0f\n", name,
             all, sum["tasks"], sum["await"], sum["channel"], sum["locks"],
             sum["queue"], sum["memory"], all - known
    }'
}

printf '%-22s %6s %6s %6s %7s %6s %6s %6s %6s\n' '' all tasks await channel \
  locks queue memory else
file=1
while read -r name _; do
  file=$((file + 1))
  [ -e "$folder/steps.$file" ] || mv "$folder/steps" "$folder/steps.$file"
  by_part "$name" "$folder/steps.$file"
done < "$folder/rows"
