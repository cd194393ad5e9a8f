# What is looked for in readers' headers before they are compiled.

# warn_of_traps(<program> <folder>): before <program> is built, the headers in
# the folder are looked through for what the compiler gets wrong.
function(warn_of_traps program folder)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    return()
  endif()
  get_filename_component(name ${folder} NAME)
  set(target traps_in_${name})
  if(NOT TARGET ${target})
    set(stamp ${CMAKE_BINARY_DIR}/headers/${target})
    file(GLOB headers CONFIGURE_DEPENDS ${folder}/*.hpp)
    add_custom_command(OUTPUT ${stamp}
      COMMAND ${CMAKE_COMMAND} -D FOLDER=${folder}
        -P ${CMAKE_SOURCE_DIR}/tests/traps/find_traps.cmake
      COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
      DEPENDS ${headers} VERBATIM COMMENT "Looking for traps")
    add_custom_target(${target} DEPENDS ${stamp})
  endif()
  add_dependencies(${program} ${target})
endfunction()
