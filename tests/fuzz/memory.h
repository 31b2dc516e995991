// Counts what a piece of code allocates, in builds without a sanitizer.

#ifndef CAVEAT_TESTS_FUZZ_MEMORY_H_
#define CAVEAT_TESTS_FUZZ_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CAVEAT_COUNTS_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CAVEAT_COUNTS_MEMORY 0
#endif
#endif
#ifndef CAVEAT_COUNTS_MEMORY
#define CAVEAT_COUNTS_MEMORY 1
#endif

inline uint64_t allocated = 0;  // bytes since it was last set to 0

#if CAVEAT_COUNTS_MEMORY
void* operator new(size_t n) {
  allocated += n;
  void* const p = std::malloc(n == 0 ? 1 : n);
  if (p == nullptr) std::abort();
  return p;
}
void* operator new(size_t n, const std::nothrow_t&) noexcept { return operator new(n); }
void* operator new[](size_t n) { return operator new(n); }
void* operator new[](size_t n, const std::nothrow_t&) noexcept { return operator new(n); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete[](void* p, size_t) noexcept { std::free(p); }
#endif

#endif  // CAVEAT_TESTS_FUZZ_MEMORY_H_
