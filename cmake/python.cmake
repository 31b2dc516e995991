# The Python module caveat._core (src/python), with nanobind, which pip brings: `./dev python` builds and tests the wheel.
find_package(Python 3.9 REQUIRED COMPONENTS Interpreter Development.Module)
execute_process(COMMAND ${Python_EXECUTABLE} -m nanobind --cmake_dir OUTPUT_STRIP_TRAILING_WHITESPACE OUTPUT_VARIABLE nanobind_ROOT)
find_package(nanobind CONFIG REQUIRED)
file(GLOB python_sources CONFIGURE_DEPENDS src/python/*.cc)
nanobind_add_module(caveat_python NB_STATIC ${python_sources})
set_target_properties(caveat_python PROPERTIES OUTPUT_NAME _core LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/python)
target_link_libraries(caveat_python PRIVATE caveat_core)
install(TARGETS caveat_python DESTINATION caveat COMPONENT python)
