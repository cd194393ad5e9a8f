# The chapters in order, and the headers that each of them sees.
#
# WORKBOOK_CHAPTERS has all folders of chapters/chapters.txt, and
# WORKBOOK_EXERCISE_CHAPTERS, WORKBOOK_MEASURING_CHAPTERS,
# WORKBOOK_READING_CHAPTERS and WORKBOOK_DRAFT_CHAPTERS those of each kind.
# WORKBOOK_PART_2_NUMBERS has the numbers of those that are about tasks.

set(chapter_list ${CMAKE_SOURCE_DIR}/chapters/chapters.txt)
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY
  CMAKE_CONFIGURE_DEPENDS ${chapter_list})
file(STRINGS ${chapter_list} chapter_lines REGEX "^[0-9]")
foreach(line IN LISTS chapter_lines)
  string(REGEX MATCH "^([^ ]+) +([a-z]+) +([0-9])" matched "${line}")
  string(TOUPPER ${CMAKE_MATCH_2} kind)
  list(APPEND WORKBOOK_CHAPTERS ${CMAKE_MATCH_1})
  list(APPEND WORKBOOK_${kind}_CHAPTERS ${CMAKE_MATCH_1})
  if(CMAKE_MATCH_3 EQUAL 2)
    string(SUBSTRING ${CMAKE_MATCH_1} 0 2 number)
    list(APPEND WORKBOOK_PART_2_NUMBERS ${number})
  endif()
endforeach()
set(WORKBOOK_TESTED_CHAPTERS
  ${WORKBOOK_EXERCISE_CHAPTERS} ${WORKBOOK_DRAFT_CHAPTERS})
list(GET WORKBOOK_CHAPTERS 0 first_chapter)
set(WORKBOOK_FIRST_STARTERS ${CMAKE_SOURCE_DIR}/chapters/${first_chapter})
list(GET WORKBOOK_CHAPTERS -1 last_chapter)
string(SUBSTRING ${last_chapter} 0 2 WORKBOOK_LAST)

# chapter_path(<var> <tree> <NN>): the folders of <tree> that chapter NN sees,
# newest first.
function(chapter_path var tree number)
  set(path)
  foreach(chapter IN LISTS WORKBOOK_CHAPTERS)
    string(SUBSTRING ${chapter} 0 2 its_number)
    if(its_number GREATER number)
      break()
    endif()
    if(IS_DIRECTORY ${tree}/${chapter})
      list(PREPEND path ${tree}/${chapter})
    endif()
  endforeach()
  set(${var} ${path} PARENT_SCOPE)
endfunction()

# flat_folder(<var> <name> <folder>...): one folder with links to the headers
# and main.cpp of the folders; of each name the first. An include path alone
# would not do: a quoted include looks in the includer's own folder first, and
# finds an older version there.
function(flat_folder var name)
  set(flat ${CMAKE_BINARY_DIR}/headers/${name})
  file(REMOVE_RECURSE ${flat})
  file(MAKE_DIRECTORY ${flat})
  foreach(folder IN LISTS ARGN)
    file(GLOB files CONFIGURE_DEPENDS ${folder}/*.hpp ${folder}/main.cpp)
    foreach(file IN LISTS files)
      get_filename_component(file_name ${file} NAME)
      if(NOT EXISTS ${flat}/${file_name})
        file(CREATE_LINK ${file} ${flat}/${file_name} SYMBOLIC)
      endif()
    endforeach()
  endforeach()
  set(${var} ${flat} PARENT_SCOPE)
endfunction()

# solution_headers(<var> <NN>): the reference as it is at the end of chapter
# NN, with todo.hpp, which is a starter. The chapters for reading have programs,
# and no headers for others.
function(solution_headers var number)
  chapter_path(path ${CMAKE_SOURCE_DIR}/solutions ${number})
  foreach(chapter IN LISTS WORKBOOK_READING_CHAPTERS)
    list(REMOVE_ITEM path ${CMAKE_SOURCE_DIR}/solutions/${chapter})
  endforeach()
  flat_folder(flat solutions-${number} ${path} ${WORKBOOK_FIRST_STARTERS})
  set(${var} ${flat} PARENT_SCOPE)
endfunction()
