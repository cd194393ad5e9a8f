# Runs CASE of PROGRAM and demands that it fails within SECONDS, with a verdict
# on the answer. Other ways to end badly do not count as caught.

string(REGEX REPLACE "([],\\[])" "\\\\\\1" filter "${CASE}")
execute_process(COMMAND ${PROGRAM} "${filter}" TIMEOUT ${SECONDS}
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)

if(NOT output MATCHES "test cases: +1 +\\| +1 failed")
  message(FATAL_ERROR
    "not caught in the case '${CASE}' (status ${status}):\n${output}")
endif()
foreach(no_verdict "unfinished:" "more than the schedule" "not controlled")
  if(output MATCHES "${no_verdict}")
    message(FATAL_ERROR "caught for the wrong reason:\n${output}")
  endif()
endforeach()

# Whether a row of the trace is at a line that the patch has changed: yes or no
# in SHOWN, for lines_are_shown.cmake to count.
include(${CMAKE_CURRENT_LIST_DIR}/changed_lines.cmake)
changed_lines(changed ${PATCH})
set(shown no)
foreach(line IN LISTS changed)
  if(output MATCHES "  ${line}[ \n]")
    set(shown yes)
    break()
  endif()
endforeach()
file(WRITE ${SHOWN} ${shown})
