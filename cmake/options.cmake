# Compiler flags common to every target, as the interface target caveat_options.

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# Sanitizer builds: assertions on, quick to compile, readable stacks.
if(CAVEAT_SANITIZE)
  set(CMAKE_CXX_FLAGS_RELEASE "-O1 -gline-tables-only")
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    set(CMAKE_CXX_FLAGS_RELEASE "-O1 -g1")
  endif()
endif()

add_library(caveat_options INTERFACE)
target_compile_options(caveat_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wshadow -Wpedantic>)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # gcc 12 sees overlapping and oversized copies in std::string where there are none (gcc bugs 105651, 105329).
  target_compile_options(caveat_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict -Wno-stringop-overflow -Wno-array-bounds>)
endif()
# Only for the compilers that every change is checked with; others warn of things we have not seen.
if(CAVEAT_WERROR AND ((CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION MATCHES "^12\\.")
                      OR (CMAKE_CXX_COMPILER_ID STREQUAL Clang AND CMAKE_CXX_COMPILER_VERSION MATCHES "^14\\.")))
  target_compile_options(caveat_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()

if(CAVEAT_SANITIZE STREQUAL "address")
  set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(CAVEAT_SANITIZE STREQUAL "thread")
  set(sanitize -fsanitize=thread -fno-omit-frame-pointer)
elseif(CAVEAT_SANITIZE)
  message(FATAL_ERROR "CAVEAT_SANITIZE must be address, thread or empty, not '${CAVEAT_SANITIZE}'")
endif()
if(CAVEAT_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "CAVEAT_FUZZ needs clang")
  endif()
  list(APPEND sanitize -fsanitize=fuzzer-no-link)
endif()
if(sanitize)
  target_compile_options(caveat_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:${sanitize}>)
  target_link_options(caveat_options INTERFACE ${sanitize})
endif()
target_link_options(caveat_options INTERFACE -Wl,--as-needed)
