// What must hold for any input; the fuzzer and the replaying driver take the end of the program for a finding.

#ifndef CAVEAT_TESTS_FUZZ_REQUIRE_H_
#define CAVEAT_TESTS_FUZZ_REQUIRE_H_

#include <cstdlib>

inline void Require(bool truth) {
  if (!truth) std::abort();
}

#endif  // CAVEAT_TESTS_FUZZ_REQUIRE_H_
