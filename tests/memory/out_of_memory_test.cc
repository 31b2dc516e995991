// What happens when memory runs out, and how often it is asked for: the allocator of this program counts, and fails on
// command.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "caveat.h"
#include "caveat_c.h"

namespace {

thread_local int64_t allocations = 0;
thread_local int64_t fail_at = -1;  // the allocation that fails, and all after it; -1: none

void* Allocate(size_t size) {
  ++allocations;
  if (fail_at >= 0 && allocations > fail_at) return nullptr;
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

// Not inlined: gcc takes an inlined malloc and free in new and delete for a mistake.
[[gnu::noinline]] void* operator new(size_t size) {
  void* const p = Allocate(size);
  if (p == nullptr) throw std::bad_alloc();
  return p;
}
[[gnu::noinline]] void* operator new(size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, size_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }

namespace caveat {
namespace {

// Runs `body` with the allocator failing after `n` allocations; says how many were asked for.
template <class Body>
int64_t FailingAfter(int64_t n, Body&& body) {
  allocations = 0;
  fail_at = n;
  body();
  fail_at = -1;
  return allocations;
}

const std::vector<RuleSource>& Files() {
  static const std::vector<RuleSource> files = {{"a.clause",
                                                 "clause  use.spam\n"
                                                 "says    No spam.\n"
                                                 "match   may not ..4 send (spam | bulk mail)\n"
                                                 "yes\n"
                                                 "  You may not send spam.\n"}};
  return files;
}

// Each allocation of a small load fails once, at some point: always an answer, never an end.
TEST(Memory, RulesThatCannotBeLoadedSayWhy) {
  EXPECT_TRUE(Rules::Compile(Files()));  // what is made once in a process is made now
  const int64_t all = FailingAfter(-1, [] { EXPECT_EQ(Rules::Compile(Files()).error(), ""); });
  ASSERT_GT(all, 10);
  int failed = 0;
  for (int64_t n = 0; n < all; ++n) {
    bool good = false, told = false;
    FailingAfter(n, [&] {
      auto rules = Rules::Compile(Files());
      good = static_cast<bool>(rules);
      told = rules.error() == "out of memory";
    });
    EXPECT_TRUE(good || told) << "allocation " << n;
    failed += told ? 1 : 0;
  }
  EXPECT_GT(failed, all / 2);
  EXPECT_TRUE(Rules::Compile(Files()));
}

TEST(Memory, BuiltInRulesThroughC) {
  caveat_rules* rules = nullptr;
  const int64_t all = FailingAfter(-1, [&] { EXPECT_EQ(caveat_rules_built_in(&rules), CAVEAT_OK); });
  caveat_rules_free(rules);
  for (int64_t n = 0; n < all; n += 1 + all / 300) {
    caveat_status status = CAVEAT_OK;
    FailingAfter(n, [&] { status = caveat_rules_built_in(&rules); });
    EXPECT_EQ(status, CAVEAT_OUT_OF_MEMORY) << "allocation " << n;
    EXPECT_EQ(rules, nullptr);
    caveat_rules_free(rules);
  }
}

TEST(Memory, LicensesThatCannotBeLoaded) {
  const std::vector<LicenseSource> sources = {
      {"a.txt", "Whoever borrows this bicycle brings it back on the same day."}};
  const int64_t all = FailingAfter(-1, [&] { EXPECT_TRUE(LoadLicenses(sources)); });
  for (int64_t n = 0; n < all; ++n) {
    bool good = false, told = false;
    FailingAfter(n, [&] {
      auto licenses = LoadLicenses(sources);
      good = static_cast<bool>(licenses);
      told = licenses.error() == "out of memory";
    });
    EXPECT_TRUE(good || told) << "allocation " << n;
  }
}

// A scanner that ran out of memory is usable when there is some again.
TEST(Memory, CheckingThroughC) {
  const std::string text =
      "You may use the model. If your products have more than 3 million monthly active users, you must request a "
      "license from us. You may not use it to send spam. Licensed under the Apache License 2.0.";
  caveat_rules* rules = nullptr;
  ASSERT_EQ(caveat_rules_built_in(&rules), CAVEAT_OK);
  caveat_scanner* scanner = nullptr;
  ASSERT_EQ(caveat_scanner_new(rules, nullptr, &scanner), CAVEAT_OK);
  const auto check = [&](caveat_document** out) {
    return caveat_check(scanner, caveat_text("x"), {text.data(), text.size()}, nullptr, out);
  };
  caveat_document* document = nullptr;
  ASSERT_EQ(check(&document), CAVEAT_OK);
  char* want = nullptr;
  ASSERT_EQ(caveat_document_json(document, 1, &want), CAVEAT_OK);
  caveat_document_free(document);
  const int64_t all = FailingAfter(-1, [&] { EXPECT_EQ(check(&document), CAVEAT_OK); });
  caveat_document_free(document);
  for (int64_t n = 0; n < all; n += 1 + all / 100) {
    caveat_status status = CAVEAT_OK;
    FailingAfter(n, [&] { status = check(&document); });
    EXPECT_EQ(status, CAVEAT_OUT_OF_MEMORY);
    caveat_document_free(document);
    ASSERT_EQ(check(&document), CAVEAT_OK);
    char* json = nullptr;
    ASSERT_EQ(caveat_document_json(document, 1, &json), CAVEAT_OK);
    EXPECT_STREQ(json, want);
    caveat_string_free(json);
    caveat_document_free(document);
  }
  caveat_string_free(want);
  caveat_scanner_free(scanner);
  caveat_rules_free(rules);
}

// A second text with the same scanner asks for memory to hold the answer (its hash, its summary), not to read.
TEST(Memory, SecondCheckOfProse) {
  const auto rules = Rules::BuiltIn();
  Scanner scanner(*rules);
  std::string prose;
  for (int i = 0; i < 200; ++i) prose += "The harbour master counts the boats that lie at the quay in the morning. ";
  scanner.Check("x", prose);
  const int64_t used = FailingAfter(-1, [&] { scanner.Check("x", prose); });
  std::printf("allocations of a second check: %d\n", static_cast<int>(used));
  EXPECT_LE(used, 3);
}

}  // namespace
}  // namespace caveat
