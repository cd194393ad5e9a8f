# cmake -D FOLDER=… -P find_traps.cmake: warns of each co_await in the headers
# of the folder that g++ 12 compiles wrongly, in the form in which a compiler
# warns. It knows the text only: a coroutine with a local variable is all right.

set(condition "co_await in a condition: g++ 12 gets it wrong in a coroutine \
without local variables; name the result first, and ask the name")
set(lambda "co_await on a lambda without a name: g++ 12 destroys what it \
captures twice; name the lambda first")

# Warns of each match of the pattern in ${text}, which is that of ${file}.
function(find_all pattern message)
  set(before)
  while(text MATCHES "${pattern}")
    set(match "${CMAKE_MATCH_0}")
    string(FIND "${text}" "${match}" at)
    string(SUBSTRING "${text}" 0 ${at} passed)
    string(APPEND before "${passed}")
    string(REGEX MATCHALL "\n" lines "x\n${before}")
    list(LENGTH lines line)
    execute_process(COMMAND ${CMAKE_COMMAND} -E echo
      "${file}:${line}:1: warning: ${message}")
    string(APPEND before "${match}")
    string(LENGTH "${passed}${match}" end)
    string(SUBSTRING "${text}" ${end} -1 text)
  endwhile()
endfunction()

# What may be in a condition before the co_await: it closes no parenthesis
# but its own, and a single = would name the result.
set(call "\\(([^§{}=()]|\\([^§{}=()]*\\))*\\)")
set(before "([^§{}=()]|\\(|${call})*")
set(compared "(${before}[!=<>]=)*${before}")
set(first "([^§{}()]|\\(|${call})*§")  # of the three in a for
file(GLOB files ${FOLDER}/*.hpp)
foreach(file IN LISTS files)
  file(READ ${file} text)
  # CMake splits lists at semicolons, and not between brackets.
  string(REPLACE ";" "§" text "${text}")
  string(REPLACE "[" "‹" text "${text}")
  string(REPLACE "]" "›" text "${text}")
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  find_all("(if|switch|while) ?\\(${compared}co_await" "${condition}")
  find_all("for ?\\(${first}${compared}co_await" "${condition}")
  find_all("co_await ‹" "${lambda}")
endforeach()
