# Libraries, all from the distribution. libhs is Hyperscan, or Vectorscan where Hyperscan does not exist.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(absl REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
pkg_check_modules(hs REQUIRED IMPORTED_TARGET libhs)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(rapidjson REQUIRED IMPORTED_TARGET RapidJSON)

set(CORE_DEPENDENCIES
  PkgConfig::hs PkgConfig::re2 PkgConfig::xxhash PkgConfig::utf8proc PkgConfig::hwy PkgConfig::rapidjson OpenSSL::Crypto
  absl::flat_hash_map absl::flat_hash_set absl::inlined_vector absl::span absl::strings absl::str_format absl::numeric)
set(APP_DEPENDENCIES Threads::Threads)
if(EXISTS ${PROJECT_SOURCE_DIR}/src/store)
  pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
  list(APPEND APP_DEPENDENCIES PkgConfig::sqlite3)
endif()
find_package(CLI11 REQUIRED)
set(CLI_DEPENDENCIES CLI11::CLI11 Threads::Threads)

if(CAVEAT_TESTS)
  find_package(GTest REQUIRED)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
endif()
if(CAVEAT_BENCH)
  find_package(benchmark REQUIRED)
endif()
