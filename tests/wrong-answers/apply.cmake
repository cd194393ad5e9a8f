# Makes FOLDER hold copies of the headers in HEADERS, and applies PATCH to them.
# What it has changed there is in FOLDER/patched: a patch may fit some lines off
# from where it says.

file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
file(GLOB names RELATIVE ${HEADERS} ${HEADERS}/*.hpp)
foreach(name IN LISTS names)
  file(COPY_FILE ${HEADERS}/${name} ${FOLDER}/${name})
endforeach()
execute_process(COMMAND patch --silent -p1 --no-backup-if-mismatch -F 0
    -i ${PATCH}
  WORKING_DIRECTORY ${FOLDER} RESULT_VARIABLE failed OUTPUT_VARIABLE said
  ERROR_VARIABLE said)
if(failed)
  message(FATAL_ERROR "${PATCH} does not apply: ${said}")
endif()
execute_process(COMMAND diff -u ${HEADERS} ${FOLDER} OUTPUT_VARIABLE changes)
file(WRITE ${FOLDER}/patched "${changes}")
