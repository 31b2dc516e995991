// Runs a fuzz target without libFuzzer, so that every build has it and ordinary tests replay it: each file of the
// folders or files named, then deterministic mutations of them (always the same ones, so a failure comes back).
//
//   fuzz_fold SEEDS... [--runs=N]    N mutations (default 20000, fewer when the time is up)
//
// An input that fails is left in $CAVEAT_BUILD_DIR (or /tmp) as crash-<program>; give that file as the only argument to
// run it again alone with --runs=0, then keep it under tests/fuzz/seeds/<name>/ with a telling name.

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

// Seconds after which no new mutation starts: a slow sanitizer build does fewer, never other ones.
constexpr auto kBudget = std::chrono::seconds(20);
constexpr size_t kMaxMutatedBytes = 1 << 14;

// What Death writes; set before each run.
const std::string* current = nullptr;
std::string crash_path;

void Death() {
  if (current == nullptr) return;
  if (FILE* file = std::fopen(crash_path.c_str(), "wb")) {
    std::fwrite(current->data(), 1, current->size(), file);
    std::fclose(file);
    std::fprintf(stderr, "input of %zu bytes kept as %s\n", current->size(), crash_path.c_str());
  }
  current = nullptr;
}

void OnSignal(int number) {
  Death();
  signal(number, SIG_DFL);
  raise(number);
}

void Run(const std::string& input) {
  current = &input;
  // An exact heap copy, so that AddressSanitizer sees a read past the end.
  std::vector<uint8_t> copy(input.begin(), input.end());
  LLVMFuzzerTestOneInput(copy.data(), copy.size());
  current = nullptr;
}

// xorshift64*: small, fast, the same everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  uint64_t Next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1Du;
  }
  size_t Below(size_t n) { return n == 0 ? 0 : static_cast<size_t>((Next() >> 16) % n); }

 private:
  uint64_t state_;
};

// Pieces that folding, rule parsing and decoding treat specially.
constexpr std::string_view kPieces[] = {" ",
                                        "\n",
                                        "\r\n",
                                        "\t",
                                        "\n\n",
                                        "-\n",
                                        "# ",
                                        "// ",
                                        "> ",
                                        "* ",
                                        "1. ",
                                        "(a) ",
                                        "<b>",
                                        "</p>",
                                        "&amp;",
                                        "&#x41;",
                                        "&nbsp",
                                        "**",
                                        "`",
                                        "\"",
                                        "'",
                                        "\\",
                                        "{",
                                        "}",
                                        "(",
                                        "|",
                                        ")?",
                                        "~",
                                        "..",
                                        "<:deny>",
                                        "<n:number>",
                                        "yes\n",
                                        "no near\n",
                                        "clause ",
                                        "match ",
                                        "---\n",
                                        "license: mit\n",
                                        std::string_view("\0", 1),
                                        "\xEF\xBB\xBF",
                                        "\xFF\xFE",
                                        "\xFE\xFF",
                                        "\xE2\x80\x8B",
                                        "\xC2\xAD",
                                        "\xE2\x80\x99",
                                        "\xEF\xBC\xA1",
                                        "\xEF\xAC\x81",
                                        "\xE4\xB8\x8D\xE5\xBE\x97",
                                        "\xC3",
                                        "\xF0\x9F\x98\x80",
                                        "\xD0\xB0",
                                        "may not ",
                                        "you must ",
                                        "700 million ",
                                        "US$ 1,000,000 ",
                                        "monthly active users ",
                                        "http://a.b/c",
                                        "licence "};

std::string Mutate(const std::string& seed, const std::vector<std::string>& seeds, Random* random) {
  std::string s = seed;
  if (s.size() > kMaxMutatedBytes) s = s.substr(random->Below(s.size() - kMaxMutatedBytes), kMaxMutatedBytes);
  for (size_t steps = 1 + random->Below(24); steps > 0; --steps) {
    const size_t at = random->Below(s.size() + 1);
    const size_t length = std::min(random->Below(64), s.size() - at);
    switch (random->Below(12)) {
      case 0:
        if (at < s.size()) s[at] = static_cast<char>(random->Next());
        break;
      case 1:
        if (at < s.size()) s[at] = static_cast<char>(s[at] ^ (1 << random->Below(8)));
        break;
      case 2:
        s.erase(at, length);
        break;
      case 3:
        s.insert(at, s.substr(at, length));
        break;
      case 4: {
        const std::string& other = seeds[random->Below(seeds.size())];
        const size_t from = random->Below(other.size() + 1);
        s.insert(at, other.substr(from, random->Below(256)));
        break;
      }
      case 5:
        s.resize(at);
        break;
      default:  // half of all steps: small seeds grow into something
        s.insert(at, kPieces[random->Below(std::size(kPieces))]);
        break;
    }
  }
  return s;
}

std::string Read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int argc, char** argv) {
  size_t runs = 20'000;
  std::vector<std::filesystem::path> paths;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with("--runs=")) {
      runs = std::strtoul(argv[i] + 7, nullptr, 10);
    } else if (std::filesystem::is_directory(argument)) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(argument)) {
        if (entry.is_regular_file()) paths.push_back(entry.path());
      }
    } else if (std::filesystem::is_regular_file(argument)) {
      paths.emplace_back(argument);
    }
  }
  std::sort(paths.begin(), paths.end());

  const char* folder = std::getenv("CAVEAT_BUILD_DIR");
  crash_path = (folder != nullptr ? folder : "/tmp") + std::string("/crash-") +
               std::filesystem::path(argv[0]).filename().string();
  if (__sanitizer_set_death_callback != nullptr) {
    __sanitizer_set_death_callback(Death);
  } else {
    for (const int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) signal(number, OnSignal);
  }

  std::vector<std::string> seeds = {"", "You may not use the model for commercial purposes.\n"};
  for (const auto& path : paths) seeds.push_back(Read(path));
  for (const std::string& seed : seeds) Run(seed);

  const auto end = std::chrono::steady_clock::now() + kBudget;
  size_t mutations = 0;
  for (; mutations < runs && std::chrono::steady_clock::now() < end; ++mutations) {
    Random random(mutations);
    Run(Mutate(seeds[mutations % seeds.size()], seeds, &random));
  }
  std::printf("%zu seeds, %zu mutations\n", seeds.size(), mutations);
  return 0;
}
