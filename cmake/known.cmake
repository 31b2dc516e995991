# caveat_embed_known(TARGET DIR): compiles the .license files below DIR with rulec into one table and makes an object library
# of it, with the symbols caveat_known_begin and caveat_known_end (hidden, 64-byte aligned, read-only).
function(caveat_embed_known target dir)
  set(table ${PROJECT_BINARY_DIR}/known.table)
  file(GLOB_RECURSE licenses CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${dir}/*.license)
  if(TARGET rulec)
    add_custom_command(
      OUTPUT ${table}
      COMMAND rulec known --out ${table} ${dir}
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      DEPENDS rulec ${licenses}
      COMMENT "Compiling known licences"
      VERBATIM)
  else()
    file(WRITE ${table} "")
  endif()
  add_library(${target} OBJECT ${PROJECT_SOURCE_DIR}/cmake/known.S)
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR})
  set_source_files_properties(${PROJECT_SOURCE_DIR}/cmake/known.S PROPERTIES OBJECT_DEPENDS ${table})
endfunction()
