# Runs CASE of PROGRAM and demands that it fails within SECONDS, with a verdict
# on the answer. Other ways to end badly do not count as caught.
cmake_minimum_required(VERSION 3.25)

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

# Whether a row of the trace is at a line that the patch has changed: yes, no or
# "no trace" in FOLDER/shown, for lines_are_shown.cmake to count.
include(${CMAKE_CURRENT_LIST_DIR}/changed_lines.cmake)

# rows_show(<var> <output> <line>...): whether one of the lines is a row's, or in
# a stretch of lines that has a row.
function(rows_show var output)
  string(REGEX MATCHALL " [a-z_]+\\.hpp:[0-9]+(-[0-9]+)?[ \n]" rows "${output}")
  list(REMOVE_DUPLICATES rows)
  set(${var} no PARENT_SCOPE)
  foreach(row IN LISTS rows)
    string(REGEX MATCH "([a-z_]+\\.hpp):([0-9]+)-?([0-9]*)" row "${row}")
    set(file ${CMAKE_MATCH_1})
    set(last ${CMAKE_MATCH_2})
    if(CMAKE_MATCH_3)
      set(last ${CMAKE_MATCH_3})
    endif()
    foreach(number RANGE ${CMAKE_MATCH_2} ${last})
      if(${file}:${number} IN_LIST ARGN)
        set(${var} yes PARENT_SCOPE)
        return()
      endif()
    endforeach()
  endforeach()
endfunction()

changed_lines(changed ${FOLDER})
rows_show(shown "${output}" ${changed})
# Where the last row is the only one, the answer has taken no step.
if(NOT output MATCHES "EXPLORER_REPLAY" OR
   NOT output MATCHES "\n[ >] +[0-9]+ ")
  set(shown "no trace")
endif()
file(WRITE ${FOLDER}/shown ${shown})
