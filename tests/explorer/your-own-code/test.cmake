# Builds and tests the project in this folder twice: with a copy of the
# explorer's folder, and with what that copy installs. Then plants a fault in
# the tested code, which has to be found.

set(options -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER}
  -D CMAKE_BUILD_TYPE=RelWithDebInfo)

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY
    OUTPUT_QUIET)
endfunction()

# build(<folder> <source> <option>...)
function(build folder source)
  run(${CMAKE_COMMAND} -S ${source} -B ${BUILD}/${folder} ${options} ${ARGN})
  run(${CMAKE_COMMAND} --build ${BUILD}/${folder} --parallel 2)
endfunction()

function(test folder)
  run(${CMAKE_CTEST_COMMAND} --test-dir ${BUILD}/${folder} --output-on-failure)
endfunction()

file(REMOVE_RECURSE ${BUILD})
file(COPY ${SOURCE}/ DESTINATION ${BUILD}/copy)
file(COPY ${SOURCE}/your-own-code/ DESTINATION ${BUILD}/project)

build(explorer ${BUILD}/copy -D BUILD_TESTING=OFF)
run(${CMAKE_COMMAND} --install ${BUILD}/explorer --prefix ${BUILD}/installed)
build(by-package ${BUILD}/project -D CMAKE_PREFIX_PATH=${BUILD}/installed)
test(by-package)

build(by-folder ${BUILD}/project -D EXPLORER=${BUILD}/copy)
test(by-folder)

build(by-package ${BUILD}/project -D CMAKE_CXX_FLAGS=-DFORGETS_TO_NOTIFY)
foreach(flavour explorer explorer_races)
  execute_process(COMMAND ${BUILD}/by-package/mailbox_test.${flavour}
    RESULT_VARIABLE status ERROR_VARIABLE report)
  if(NOT status EQUAL 1 OR NOT report MATCHES
     "deadlock: main waits on mailbox's condition.*mailbox.hpp:")
    message(FATAL_ERROR "${flavour}: expected a deadlock, got ${report}")
  endif()
endforeach()
