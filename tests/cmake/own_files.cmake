# Which files a chapter is about, for the explorer.

# files_of_tasks(<var> <NN>): the headers that the tasks of a chapter are about:
# those that its page names, and those of its solution that it does not give.
function(files_of_tasks var number)
  file(GLOB page ${CMAKE_SOURCE_DIR}/chapters/${number}-*/README.md)
  set(text)
  if(page)  # a draft has none yet
    file(READ ${page} text)
  endif()
  string(REGEX MATCHALL "\nFiles?: [^\n]+(\n[^\n]+)*" paragraphs "${text}")
  string(REGEX MATCHALL "[a-z_]+\\.hpp" names "${paragraphs}")
  file(GLOB headers ${CMAKE_SOURCE_DIR}/solutions/${number}-*/*.hpp)
  foreach(header IN LISTS headers)
    get_filename_component(name ${header} NAME)
    file(GLOB given ${CMAKE_SOURCE_DIR}/chapters/${number}-*/${name})
    if(NOT given)
      list(APPEND names ${name})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES names)
  list(SORT names)
  set(${var} ${names} PARENT_SCOPE)
endfunction()

# own_files(<var> <NN>): what tells the explorer which files a chapter is about,
# to link with its tests. Nothing that the address sanitizer or the like sees.
function(own_files var number)
  set(target own_files_${number})
  if(NOT TARGET ${target})
    files_of_tasks(OWN_FILES ${number})
    list(JOIN OWN_FILES " " OWN_FILES)
    set(source ${CMAKE_BINARY_DIR}/own_files/${number}.cpp)
    configure_file(${CMAKE_SOURCE_DIR}/tests/support/own_files.cpp.in ${source})
    add_library(${target} OBJECT EXCLUDE_FROM_ALL ${source})
    target_include_directories(${target} PRIVATE
      ${CMAKE_SOURCE_DIR}/tests/explorer)
    target_compile_features(${target} PRIVATE cxx_std_20)
  endif()
  set(${var} $<TARGET_OBJECTS:${target}> PARENT_SCOPE)
endfunction()
