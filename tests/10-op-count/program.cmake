# Assignment: none, for the program's main() is supplied. It prints two lines
# and nothing else; a bad option gets one line on stderr and exit status 2.
#
# usage: cmake -P program.cmake PROGRAM

set(PROGRAM ${CMAKE_ARGV3})

# runs(<expected status> <regex of stdout> <regex of stderr> <argument>...)
function(runs status out err)
  execute_process(COMMAND ${PROGRAM} ${ARGN} TIMEOUT 60
    RESULT_VARIABLE its_status OUTPUT_VARIABLE its_out ERROR_VARIABLE its_err)
  if(NOT its_status STREQUAL status OR NOT its_out MATCHES "^${out}$"
     OR NOT its_err MATCHES "^${err}$")
    string(JOIN " " line ${PROGRAM} ${ARGN})
    message(SEND_ERROR "${line}\n"
      "expected status ${status}, stdout '${out}', stderr '${err}'\n"
      "status ${its_status}, stdout '${its_out}', stderr '${its_err}'")
  endif()
endfunction()

function(counts)
  runs(0 "readOps: [0-9]+\nwriteOps: [0-9]+\n" "" ${ARGN})
endfunction()

function(is_refused says)
  runs(2 "" "op-count: ${says} \\(see --help\\)\n" ${ARGN})
endfunction()

set(short --seconds 0.01)
counts(${short})
counts(${short} --state mutex)
counts(${short} --state owner --reply-capacity 0)
counts(--readers 3 --writers 2 --keys 1 --pause-us 0 ${short})
counts(${short} --seconds 0)
runs(0 "readOps: 0\nwriteOps: 0\n" "" --readers 0 --writers 0 ${short})
runs(0 "readOps: 0\nwriteOps: [1-9][0-9]*\n" "" --readers 0 --seconds 0.2)
runs(0 "readOps: [1-9][0-9]*\nwriteOps: 0\n" "" --writers 0 --seconds 0.2)
runs(0 "usage: op-count .*--reply-capacity 0\\|1.*" "" --help)

is_refused("unknown option '--reader'" --reader 5)
is_refused("unknown option '--read'" --read)
is_refused("unknown option '5'" 5)
is_refused("--readers needs a value" ${short} --readers)
is_refused("--state needs a value" --state)
foreach(number -1 1.5 x 1x 100001 99999999999999999999)
  is_refused("--readers takes a number from 0 to 100000, not '${number}'"
    --readers "${number}")
endforeach()
is_refused("--writers takes a number from 0 to 100000, not '--keys'"
  --writers --keys 5)
is_refused("--keys takes a number from 1 to 1000000000, not '0'" --keys 0)
is_refused("--pause-us takes a number from 0 to 3600000000, not '1e3'"
  --pause-us 1e3)
foreach(number -0.1 nan inf 1s 86401)
  is_refused("--seconds takes a number from 0 to 86400, not '${number}'"
    --seconds ${number})
endforeach()
is_refused("--state takes owner or mutex, not 'none'" --state none)
is_refused("--reply-capacity takes a number from 0 to 1, not '2'"
  --reply-capacity 2)
set(wraps_to_one -18446744073709551615)
is_refused(
  "--reply-capacity takes a number from 0 to 1, not '${wraps_to_one}'"
  --reply-capacity ${wraps_to_one})

if(EXISTS /dev/full)
  foreach(argument "--seconds 0" --help)
    execute_process(COMMAND sh -c "'${PROGRAM}' ${argument} > /dev/full"
      RESULT_VARIABLE status ERROR_VARIABLE err)
    if(NOT status EQUAL 2 OR
       NOT err STREQUAL "op-count: cannot write to standard output\n")
      message(SEND_ERROR "${argument} > /dev/full: status ${status}: ${err}")
    endif()
  endforeach()
endif()
