# Which compilers can build the workbook, and what all its targets share.

function(require_compiler id version)
  if(CMAKE_CXX_COMPILER_ID STREQUAL id
     AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS version)
    message(FATAL_ERROR "The workbook needs ${id} ${version} or newer; found "
      "${CMAKE_CXX_COMPILER_VERSION} (${CMAKE_CXX_COMPILER}).")
  endif()
endfunction()

require_compiler(GNU 12)
require_compiler(Clang 14)
require_compiler(AppleClang 15)

find_package(Threads REQUIRED)

# With the compilers of the gate, warnings are errors in our own code. Newer ones
# see more, and sometimes too much: nobody's build is to fail for that.
set(warnings_are_errors OFF)
if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU"
    AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
   OR (CMAKE_CXX_COMPILER_ID STREQUAL "Clang"
       AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15))
  set(warnings_are_errors ON)
endif()

# What every program is compiled with. In those of the reader's (property
# READERS_FILES) a warning is never an error.
add_library(workbook_flags INTERFACE)
target_compile_features(workbook_flags INTERFACE cxx_std_20)
target_compile_options(workbook_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  $<$<AND:$<BOOL:${warnings_are_errors}>,$<NOT:$<BOOL:$<TARGET_PROPERTY:READERS_FILES>>>>:-Werror>
  # GCC 12 suspects std::jthread's own constructor once it is inlined, and
  # waiters that live on a stack and stand in a line only while they wait.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-dangling-pointer>
  # A coroutine is resumed by a function of the compiler's own, which this check
  # of clang's takes for one of another type.
  $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
target_link_libraries(workbook_flags INTERFACE Threads::Threads)
