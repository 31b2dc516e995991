# caveat_embed(NAME COMMAND [DIR PATTERN]): lets `rulec COMMAND` make one table of the files in DIR that match PATTERN (or
# of what is compiled into rulec), and makes the object library caveat_NAME of it, with the symbols caveat_NAME_begin and
# caveat_NAME_end (hidden, 64-byte aligned, read-only). See src/embedded.h.
function(caveat_embed name command)
  set(table ${name}.table)
  set(dir ${ARGV2})
  set(sources)
  if(dir)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${dir}/${ARGV3})
  endif()
  if(TARGET rulec)
    add_custom_command(
      OUTPUT ${PROJECT_BINARY_DIR}/${table}
      COMMAND rulec ${command} --out ${PROJECT_BINARY_DIR}/${table} ${dir}
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      DEPENDS rulec ${sources}
      COMMENT "Compiling ${name}"
      VERBATIM)
  else()
    file(WRITE ${PROJECT_BINARY_DIR}/${table} "")
  endif()
  caveat_embed_file(${name} ${PROJECT_BINARY_DIR}/${table})
endfunction()

# caveat_embed_file(NAME FILE): the object library caveat_NAME with the bytes of FILE, a whole path, under these symbols.
function(caveat_embed_file name file)
  cmake_path(GET file FILENAME table)
  cmake_path(GET file PARENT_PATH folder)
  set(assembly ${PROJECT_BINARY_DIR}/embed_${name}.S)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embed.S.in ${assembly} @ONLY)
  add_library(caveat_${name} OBJECT ${assembly})
  target_include_directories(caveat_${name} PRIVATE ${folder})
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${file})
endfunction()
