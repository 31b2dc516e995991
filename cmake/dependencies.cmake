# Libraries, all from the distribution. libhs is Hyperscan, or Vectorscan where Hyperscan does not exist.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(absl REQUIRED)
# SHA-256 alone is used: linked statically it is some kilobytes, and the shared library costs a millisecond to load.
if(NOT CAVEAT_SHARED)
  set(OPENSSL_USE_STATIC_LIBS ON)
  find_package(OpenSSL QUIET COMPONENTS Crypto)
endif()
if(NOT OPENSSL_FOUND)
  set(OPENSSL_USE_STATIC_LIBS OFF)
  find_package(OpenSSL REQUIRED COMPONENTS Crypto)
endif()
pkg_check_modules(hs REQUIRED IMPORTED_TARGET GLOBAL libhs)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET GLOBAL re2)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET GLOBAL libxxhash)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET GLOBAL libutf8proc)
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET GLOBAL libhwy)
# Only the headers: the library measures the clock for 5 ms when it is loaded.
set_property(TARGET PkgConfig::hwy PROPERTY INTERFACE_LINK_LIBRARIES "")
pkg_check_modules(simdjson REQUIRED IMPORTED_TARGET GLOBAL simdjson)
pkg_check_modules(yaml REQUIRED IMPORTED_TARGET GLOBAL yaml-0.1)

set(CORE_DEPENDENCIES
  PkgConfig::hs PkgConfig::re2 PkgConfig::xxhash PkgConfig::utf8proc PkgConfig::hwy PkgConfig::simdjson
  PkgConfig::yaml OpenSSL::Crypto
  absl::flat_hash_map absl::flat_hash_set absl::inlined_vector absl::span absl::strings absl::str_format absl::numeric)

if(CAVEAT_COMMAND)
  pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET GLOBAL sqlite3)
  pkg_check_modules(archive REQUIRED IMPORTED_TARGET GLOBAL libarchive)
  pkg_check_modules(git2 REQUIRED IMPORTED_TARGET GLOBAL libgit2)
  pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET GLOBAL tomlplusplus)
  set(APP_DEPENDENCIES Threads::Threads PkgConfig::sqlite3 PkgConfig::archive PkgConfig::git2 PkgConfig::tomlplusplus)
  find_package(CLI11 REQUIRED)
  set(CLI_DEPENDENCIES CLI11::CLI11 Threads::Threads)
endif()

if(CAVEAT_TESTS)
  find_package(GTest REQUIRED)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
endif()
if(CAVEAT_BENCH)
  find_package(benchmark REQUIRED)
endif()
