# How a chapter's tests become programs, targets and CTest entries.
#
# Under the explorer every chapter has two programs: NAME, with the address
# sanitizer, and NAME-races, in which every atomic operation is a scheduling
# point and every data race is found. On real threads it has one, with whatever
# CMAKE_CXX_FLAGS say.
#
# In part II, g++ makes a plain program instead of the one with the address
# sanitizer: its sanitizers keep it from going over to another coroutine by a
# jump, and each co_await then takes stack. On real threads, which is where the
# sanitizers are, part II is left to clang.

include(CheckLinkerFlag)
include(own_files)
include(traps)

# It takes half as long as the usual one for a program of tests. With clang's
# address sanitizer it warns of each symbol.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  check_linker_flag(CXX -fuse-ld=gold gold_links)
endif()

if(WORKBOOK_EXPLORER)
  set(chapter_kinds address races)
else()
  set(chapter_kinds threads)
endif()

set(all_kinds ${chapter_kinds})
if(WORKBOOK_EXPLORER AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND all_kinds plain)
endif()

# kinds_of(<var> <chapter>): the kinds of programs that the chapter has.
function(kinds_of var chapter)
  set(kinds ${chapter_kinds})
  string(SUBSTRING ${chapter} 0 2 number)
  if(number IN_LIST WORKBOOK_PART_2_NUMBERS)
    if(plain IN_LIST all_kinds)
      set(kinds plain races)
    elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      set(kinds)
    endif()
  endif()
  # Chapter 13 has no threads, but a hundred thousand calls.
  if(chapter MATCHES "^13-")
    list(REMOVE_ITEM kinds races)
  endif()
  set(${var} ${kinds} PARENT_SCOPE)
endfunction()

# Compiled once for each kind: what all its programs share, and the headers
# that take longest to read.
function(add_shared_test_parts)
  foreach(kind IN LISTS all_kinds)
    add_library(test_flags_${kind} INTERFACE)
    target_include_directories(test_flags_${kind} INTERFACE
      ${CMAKE_SOURCE_DIR}/tests/support)
    target_link_libraries(test_flags_${kind} INTERFACE
      workbook_flags Catch2::Catch2)
    if(gold_links)
      target_link_options(test_flags_${kind} INTERFACE -fuse-ld=gold)
    endif()
  endforeach()
  if(WORKBOOK_EXPLORER)
    # Most tests have no deadlines: there a clock that wakes hides a mistake.
    foreach(kind IN LISTS all_kinds)
      target_compile_definitions(test_flags_${kind} INTERFACE
        EXPLORER_CLOCK_MAY_WAKE=false)
    endforeach()
    # After an edit the compiler is waited for first of all: no optimisation,
    # accesses checked by calls, and of debug information only lines, which is
    # what a trace shows. A build of type Debug has variables too.
    # Of DWARF 5, the addr2line of binutils 2.40 takes the first file for another.
    set(debug_info -gdwarf-4 $<IF:$<CONFIG:Debug>,-g,-g1>)
    target_compile_options(test_flags_address INTERFACE
      -O0 ${debug_info} -fno-omit-frame-pointer -fsanitize=address
      $<$<CXX_COMPILER_ID:GNU>:--param=asan-instrumentation-with-call-threshold=0>)
    target_link_options(test_flags_address INTERFACE -fsanitize=address)
    # It is there for what the sanitizer finds: the other program sees more
    # steps of the same tests, and finds all but six of the wrong answers.
    target_compile_definitions(test_flags_address INTERFACE ONE_SCHEDULE_IN=4)
    target_link_libraries(test_flags_address INTERFACE explorer)
    target_compile_options(test_flags_races INTERFACE
      -Og ${debug_info} -fno-omit-frame-pointer -fsanitize=thread)
    target_link_libraries(test_flags_races INTERFACE explorer_races)
    if(plain IN_LIST all_kinds)
      target_compile_options(test_flags_plain INTERFACE
        -Og -foptimize-sibling-calls ${debug_info})
      target_link_libraries(test_flags_plain INTERFACE explorer)
    endif()
  else()
    target_link_libraries(test_flags_threads INTERFACE explorer_threads)
  endif()

  # The explorer's own has to come before <atomic>.
  set(first)
  if(WORKBOOK_EXPLORER)
    set(first ${CMAKE_SOURCE_DIR}/tests/explorer/atomic_notify.hpp)
  endif()
  foreach(kind IN LISTS all_kinds)
    add_library(test_parts_${kind} OBJECT
      ${CMAKE_SOURCE_DIR}/tests/support/case_names.cpp
      ${CMAKE_SOURCE_DIR}/tests/support/main.cpp
      ${CMAKE_SOURCE_DIR}/tests/support/sanitizers.cpp
      ${CMAKE_SOURCE_DIR}/tests/orders/search.cpp)
    target_link_libraries(test_parts_${kind} PRIVATE test_flags_${kind})
    target_precompile_headers(test_parts_${kind} PRIVATE ${first}
      <catch2/catch_test_macros.hpp> <algorithm> <array> <atomic> <chrono>
      <concepts> <condition_variable> <coroutine> <exception> <filesystem>
      <fstream> <functional> <iterator> <list> <map> <memory> <mutex> <numeric>
      <optional> <random> <set> <span> <stdexcept> <stop_token> <string>
      <thread> <tuple> <unordered_map> <utility> <vector>
      ${CMAKE_SOURCE_DIR}/tests/explorer/explorer.hpp)
  endforeach()
endfunction()

# add_test_program(<program> <kind> <NN> SOURCES <file>... HEADERS <folder>): a
# program of tests of the chapter against the headers in the folder.
function(add_test_program program kind number)
  cmake_parse_arguments(arg "" "HEADERS" "SOURCES" ${ARGN})
  own_files(own_files ${number})
  add_executable(${program} EXCLUDE_FROM_ALL ${arg_SOURCES}
    $<TARGET_OBJECTS:test_parts_${kind}> ${own_files})
  target_include_directories(${program} PRIVATE ${arg_HEADERS})
  target_link_libraries(${program} PRIVATE test_flags_${kind})
  target_precompile_headers(${program} REUSE_FROM test_parts_${kind})
  # Tasks are tried in every order by what needs their headers.
  if(number IN_LIST WORKBOOK_PART_2_NUMBERS)
    target_include_directories(${program} PRIVATE
      ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR}/tests/orders)
    # GCC takes the lambdas of a test, in the frames of coroutines, for types
    # that another file might see.
    target_compile_options(${program} PRIVATE
      $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
  # Compiled as one file, since most of the time goes into the headers, but in
  # one build each by itself, which shows what a file forgets to include.
  if(NOT WORKBOOK_TEST_FILES_APART)
    set_target_properties(${program} PROPERTIES
      UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  endif()
endfunction()

# add_chapter_tests(<name> <chapter> <folder>): the chapter's tests against
# the headers in the folder. CTest runs them when <name> speaks of the
# reference: NN-… is built by default, finished-… by the target finished.
function(add_chapter_tests name chapter folder)
  file(GLOB sources CONFIGURE_DEPENDS
    ${CMAKE_SOURCE_DIR}/tests/${chapter}/*.cpp)
  if(NOT sources)
    return()
  endif()
  # again_*.cpp is an earlier chapter's tests once more: compiled beside the
  # others, and only for the program that looks more closely.
  set(once ${sources})
  list(FILTER once EXCLUDE REGEX "/again_[^/]*$")
  set(again ${sources})
  list(FILTER again INCLUDE REGEX "/again_[^/]*$")
  set_source_files_properties(${again} PROPERTIES
    SKIP_UNITY_BUILD_INCLUSION ON)
  string(SUBSTRING ${chapter} 0 2 number)
  kinds_of(kinds ${chapter})
  # The finished headers are tried with an address sanitizer on real threads.
  if(name MATCHES "^finished-" AND races IN_LIST kinds)
    set(kinds races)
  endif()
  foreach(kind IN LISTS kinds)
    if(kind STREQUAL "address")
      set(sources ${once})
    else()
      set(sources ${once} ${again})
    endif()
    set(program ${name})
    if(kind STREQUAL "races")
      string(APPEND program -races)
    endif()
    add_test_program(${program} ${kind} ${number}
      SOURCES ${sources} HEADERS ${folder})
    if(name MATCHES "^(my|their)-")
      set_target_properties(${program} PROPERTIES READERS_FILES ON)
      if(number IN_LIST WORKBOOK_PART_2_NUMBERS)
        warn_of_traps(${program} ${folder})
      endif()
    endif()
    if(name MATCHES "^[0-9]")
      set(label chapter-${number})
      set_target_properties(${program} PROPERTIES EXCLUDE_FROM_ALL OFF)
    elseif(name MATCHES "^finished-")
      set(label finished)
      add_dependencies(finished ${program})
    else()
      continue()
    endif()
    catch_discover_tests(${program} DISCOVERY_MODE PRE_TEST
      TEST_PREFIX "${program}: "
      PROPERTIES LABELS ${label} TIMEOUT 120)
  endforeach()
endfunction()

# programs_of(<var> <name>): the programs that add_chapter_tests() made.
function(programs_of var name)
  set(programs)
  foreach(program ${name} ${name}-races)
    if(TARGET ${program})
      list(APPEND programs ${program})
    endif()
  endforeach()
  set(${var} ${programs} PARENT_SCOPE)
endfunction()

# add_programs_to(<target> <name>): <target> builds the programs of <name>.
function(add_programs_to target name)
  programs_of(programs ${name})
  if(programs)
    add_dependencies(${target} ${programs})
  endif()
endfunction()

# add_run_target(<target> <name>): builds and runs the programs of <name>, side
# by side, each as soon as it is built.
function(add_run_target target name)
  programs_of(programs ${name})
  if(NOT programs)
    return()
  endif()
  add_custom_target(${target})
  foreach(program IN LISTS programs)
    add_custom_target(run-${program} COMMAND ${program} VERBATIM
      COMMENT "Running ${program}")
    add_dependencies(${target} run-${program})
  endforeach()
endfunction()
