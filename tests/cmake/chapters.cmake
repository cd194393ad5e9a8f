# The chapters in order, and which headers each of them sees.

set(WORKBOOK_CHAPTERS
  01-shared-state 02-parking 03-rendezvous 04-buffering 05-closing 06-select
  07-deadlines 08-requests 09-stateful-owner 10-op-count 11-measuring
  12-a-real-program)

# chapter_path(<var> <tree> <NN>): the folders of <tree> that chapter NN sees,
# newest first, so that the newest version of a header wins.
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

# newest_file(<var> <name> <folder>...): the first of the folders' files.
function(newest_file var name)
  foreach(folder IN LISTS ARGN)
    if(EXISTS ${folder}/${name})
      set(${var} ${folder}/${name} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "no ${name} in: ${ARGN}")
endfunction()
