# Assignment: none, for the program's main() is supplied: all that chapter 10's
# says (its program.cmake), and what it does with tasks.
#
# usage: cmake -P program.cmake PROGRAM

include(${CMAKE_CURRENT_LIST_DIR}/../10-op-count/program.cmake)

counts(--clients threads ${short})
counts(--clients tasks ${short})
counts(--workers 2 --clients tasks ${short})
counts(${short} --reply-capacity 0 --clients tasks)
runs(0 "readOps: 0\nwriteOps: 0\n" "" --readers 0 --writers 0
  --clients tasks ${short})
counts(--readers 100001 --clients tasks ${short})

is_refused("--clients takes threads or tasks, not 'fibers'" --clients fibers)
is_refused("--clients needs a value" --clients)
is_refused("--readers takes a number from 0 to 10000000, not '10000001'"
  --clients tasks --readers 10000001)
foreach(number 0 -1 1001 x)
  is_refused("--workers takes a number from 1 to 1000, not '${number}'"
    --clients tasks --workers "${number}")
endforeach()
is_refused("--state mutex is for --clients threads"
  --clients tasks --state mutex)
is_refused("--workers is for --clients tasks" --workers 2)
