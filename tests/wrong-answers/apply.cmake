# Makes FOLDER hold the headers of PATH, the first of each name, and applies
# PATCH to them.

file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
foreach(part IN LISTS PATH)
  file(GLOB headers ${part}/*.hpp)
  foreach(header IN LISTS headers)
    get_filename_component(name ${header} NAME)
    if(NOT EXISTS ${FOLDER}/${name})
      file(COPY ${header} DESTINATION ${FOLDER})
    endif()
  endforeach()
endforeach()
execute_process(COMMAND patch --silent -p1 --no-backup-if-mismatch -F 0
    -i ${PATCH}
  WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed OUTPUT_VARIABLE said
  ERROR_VARIABLE said)
if(failed)
  message(FATAL_ERROR "${PATCH} does not apply: ${said}")
endif()
file(TOUCH ${FOLDER}/patched)
