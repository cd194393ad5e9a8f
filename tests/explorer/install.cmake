# cmake --install: libraries, the headers that a test includes, and what
# find_package(explorer) reads.

if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()

set(installed explorer explorer_races explorer_threads)
if(explorer_is_here)
  list(APPEND installed explorer_common explorer_core explorer_heap
    explorer_races_core)
endif()
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/explorer)

install(TARGETS ${installed} EXPORT explorer)
install(EXPORT explorer NAMESPACE workbook:: FILE explorerTargets.cmake
  DESTINATION ${package})
install(FILES explorer.hpp counts.hpp in_words.hpp atomic_notify.hpp atomic_shared_ptr.hpp
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/explorer)
install(FILES explorerConfig.cmake DESTINATION ${package})
