# Runs cases of GALLERY that fail on purpose, and demands that what they leave
# in FILE is as README.md says.

set(ENV{EXPLORER_TRACE_JSON} ${FILE})

# run(<case>): reads what it leaves.
function(run case)
  file(REMOVE ${FILE})
  execute_process(COMMAND ${GALLERY} ${case} RESULT_VARIABLE status
    OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${output}")
  endif()
  file(READ ${FILE} json)
  set(json "${json}" PARENT_SCOPE)
endfunction()

# expect(<value> <path>...): what is there.
function(expect value)
  string(REPLACE "\\;" ";" value "${value}")
  string(JSON found ERROR_VARIABLE error GET "${json}" ${ARGN})
  if(NOT found STREQUAL value)
    message(SEND_ERROR "${ARGN}: ${found} (${error}), not ${value}")
  endif()
endfunction()

# find(<var> <list> <pattern>): the first element that is so written.
function(find var list pattern)
  string(JSON count LENGTH "${json}" ${list})
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON element GET "${json}" ${list} ${i})
    if(element MATCHES "${pattern}")
      set(${var} ${i} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "no ${pattern} in ${list}:\n${json}")
endfunction()

run("a failing schedule for other programs")
expect(1 schema)
expect(deadlock verdict)
expect("main" threads 0 role)
expect("sleeper" threads 1 role)
find(mutex objects "bed's mutex")
find(condition objects "bed's condition")
expect(mutex objects ${mutex} kind)

find(start steps "\"start\"")
expect(1 steps ${start} whom)
find(wait steps "\"wait\"")
expect(1 steps ${wait} thread)
expect(${condition} steps ${wait} object)
expect(${mutex} steps ${wait} mutex)
expect(ON steps ${wait} final)
expect("wait bed's condition" steps ${wait} text)
expect("while (!awake) woken.wait(lock)\;" steps ${wait} source)
expect("reports.cpp" steps ${wait} file)
find(join steps "\"join\"")
expect(ON steps ${join} blocked)
expect(1 steps ${join} holder)

find(end ends "\"thread\" : 1")
expect(waits ends ${end} state)
expect(${condition} ends ${end} object)
expect("waits on bed's condition" ends ${end} text)
find(end ends "\"thread\" : 0")
expect(waits ends ${end} state)
expect(1 ends ${end} holder)

# One of the rarer verdicts has its name, too.
run("wrong: a lost wake-up is found by a clock")
expect(only_a_clock verdict)
