# caveat_embed_rules(TARGET DIR): compiles the rules below DIR with rulec into one bundle and makes an object library of it,
# with the symbols caveat_rules_begin and caveat_rules_end (hidden, 64-byte aligned, read-only).
function(caveat_embed_rules target dir)
  set(bundle ${PROJECT_BINARY_DIR}/rules.bundle)
  file(GLOB_RECURSE clauses CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${dir}/*.clause)
  if(TARGET rulec)
    add_custom_command(
      OUTPUT ${bundle}
      COMMAND rulec compile --out ${bundle} ${dir}
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      DEPENDS rulec ${clauses}
      COMMENT "Compiling rules"
      VERBATIM)
  else()
    file(WRITE ${bundle} "")
  endif()
  add_library(${target} OBJECT ${PROJECT_SOURCE_DIR}/cmake/rules.S)
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR})
  set_source_files_properties(${PROJECT_SOURCE_DIR}/cmake/rules.S PROPERTIES OBJECT_DEPENDS ${bundle})
endfunction()
