# Whether find_traps.cmake warns of the lines of trapped.hpp that say "trap".

execute_process(
  COMMAND ${CMAKE_COMMAND} -D FOLDER=${HERE} -P ${HERE}/find_traps.cmake
  OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "trapped.hpp:[0-9]+" found "${output}")
list(SORT found COMPARE NATURAL)
execute_process(COMMAND grep -n "// trap$" ${HERE}/trapped.hpp
  OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "(^|\n)([0-9]+):[^\n]*" "trapped.hpp:\\2;" wanted
  "${output}")
list(REMOVE_ITEM wanted "\n" "")
if(NOT found STREQUAL wanted)
  message(FATAL_ERROR "found: ${found}\nwanted: ${wanted}")
endif()
