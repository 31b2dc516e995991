# `cmake --install`: the library with its public headers, the files by which find_package and pkg-config find it, the command.
# Headers lie in include/caveat, so that <caveat.h> and <model/judge.h> are found as they are here.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(public_headers caveat.h caveat_c.h caveat_export.h taxonomy/taxonomy.h
  model/answers.h model/ask.h model/judge.h model/model.h model/pointer.h model/repository.h model/roles.h)
foreach(header IN LISTS public_headers)
  get_filename_component(folder ${header} DIRECTORY)
  install(FILES src/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/caveat/${folder})
endforeach()
target_include_directories(${caveat_public} PUBLIC $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/caveat>)
install(TARGETS ${caveat_public} EXPORT caveat-targets)

# The dependencies by their pkg-config names: "hs=libhs" for PkgConfig::hs, "absl_strings" for absl::strings.
set(config_modules)
set(pc_modules libcrypto)
foreach(dependency IN LISTS CORE_DEPENDENCIES)
  string(REGEX REPLACE ".*::" "" name ${dependency})
  if(dependency MATCHES "^PkgConfig::")
    list(APPEND config_modules ${name}=${${name}_MODULE_NAME})
    list(APPEND pc_modules ${${name}_MODULE_NAME})
  elseif(dependency MATCHES "^absl::")
    list(APPEND pc_modules absl_${name})
  endif()
endforeach()
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/caveat)
configure_package_config_file(cmake/caveat-config.cmake.in ${PROJECT_BINARY_DIR}/caveat-config.cmake INSTALL_DESTINATION ${package})
# Before 1.0 each minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/caveat-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/caveat-config.cmake ${PROJECT_BINARY_DIR}/caveat-config-version.cmake DESTINATION ${package})
install(EXPORT caveat-targets NAMESPACE caveat:: DESTINATION ${package})

# A program linked with the static library needs what that needs; the shared one has it within.
set(pc_requires)
set(pc_libs)
if(NOT CAVEAT_SHARED)
  list(JOIN pc_modules ", " pc_requires)
  set(pc_requires "Requires: ${pc_requires}")
  set(pc_libs "-lstdc++ -lm")
endif()
file(RELATIVE_PATH pc_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" pc_prefix ${pc_prefix})
configure_file(cmake/caveat.pc.in ${PROJECT_BINARY_DIR}/caveat.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/caveat.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(TARGET caveat)
  install(TARGETS caveat)
  # The program writes its own manual page and completions.
  foreach(page "manual|${CMAKE_INSTALL_MANDIR}/man1/caveat.1" "completion bash|${CMAKE_INSTALL_DATADIR}/bash-completion/completions/caveat"
          "completion zsh|${CMAKE_INSTALL_DATADIR}/zsh/site-functions/_caveat"
          "completion fish|${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d/caveat.fish")
    string(REGEX REPLACE "[|].*" "" arguments ${page})
    string(REGEX REPLACE ".*[|]" "" file ${page})
    get_filename_component(folder ${file} DIRECTORY)
    install(CODE "
      set(folder \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${folder}\")
      file(MAKE_DIRECTORY \${folder})
      separate_arguments(arguments UNIX_COMMAND \"${arguments}\")
      execute_process(COMMAND \"$<TARGET_FILE:caveat>\" \${arguments}
        OUTPUT_FILE \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${file}\" COMMAND_ERROR_IS_FATAL ANY)")
  endforeach()
endif()
