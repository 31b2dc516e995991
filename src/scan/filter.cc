#include "scan/filter.h"

#include <simdjson.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <vector>

#include "report/json.h"
#include "scan/queue.h"
#include "scan/repeats.h"
#include "sha256.h"

namespace caveat::scan {
namespace {

constexpr size_t kBlock = 256 << 10;
constexpr size_t kMaxLine = 64 << 20;
constexpr size_t kBlocksWaiting = 64;
constexpr size_t kAnswersWaiting = 64 << 20;
constexpr size_t kRepeats = 32 << 20;  // bytes of answers that a thread keeps
constexpr auto kTick = std::chrono::milliseconds(100);

struct Answered {
  std::string text;
  uint64_t lines = 0, bad = 0;
};

class Line {
 public:
  Line(const FilterOptions& options, Scanner* scanner, const std::string& head)
      : options_(options), scanner_(*scanner), head_(head) {}

  // Appends the answer for one line; false when it is a bad one.
  bool Answer(std::string_view line, std::string* out) {
    simdjson::dom::element document, id, value;
    std::string_view text;
    std::string shown = "null";
    if (const auto wrong = parser_.parse(line.data(), line.size()).get(document)) {
      return Bad(shown, std::string("is no JSON: ") + simdjson::error_message(wrong), out);
    }
    if (!document.is_object()) return Bad(shown, "is no JSON object", out);
    if (!document[options_.id].get(id)) shown = simdjson::minify(id);
    if (document[options_.text].get(value)) {
      return Bad(shown, "has no \"" + options_.text + "\"; name the key with --columns text=KEY", out);
    }
    if (value.get(text)) return Bad(shown, "its \"" + options_.text + "\" is not a string", out);
    *out += head_;
    *out += "\"id\":" + shown + ",";
    *out += AnswerFor(text);
    *out += '\n';
    return true;
  }

 private:
  // The members of the whole object, without path, size and hash: a pure function of the text.
  const std::string& AnswerFor(std::string_view text) {
    const std::string sha256 = Sha256(text);
    if (const std::string* known = repeats_.Find(sha256)) return *known;
    CheckOptions options;
    options.sha256 = false;
    options.identity = options_.identity;
    const std::string whole = report::DocumentJson(scanner_.Check("", text, options));
    return repeats_.Add(sha256, whole.substr(whole.find("\"status\":")));
  }

  bool Bad(const std::string& id, const std::string& reason, std::string* out) {
    *out += head_ + "\"id\":" + id + ",\"status\":\"error\",\"error\":" + report::StringJson(reason) + "}\n";
    return false;
  }

  const FilterOptions& options_;
  Scanner& scanner_;
  const std::string& head_;
  Repeats repeats_{kRepeats};
  simdjson::dom::parser parser_;
};

bool IsBlank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

FilterSummary Filter(const FilterOptions& options, const std::function<int64_t(char* buffer, size_t size)>& read,
                     const std::function<bool(std::string_view)>& write) {
  report::Tool tool = report::ToolOf(*options.rules);
  std::string licenses;
  if (options.known != nullptr) tool.licenses = licenses = options.known->hash();
  const std::string head = "{\"schema\":\"caveat.classify/1\",\"tool\":" + report::ToolJson(tool) + ",";
  const unsigned threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  Queue<std::string> blocks(kBlocksWaiting);
  InOrder<Answered> answers(kAnswersWaiting);
  FilterSummary summary;
  std::atomic<bool> stop = false;

  std::thread reader([&] {
    std::string block;
    uint64_t given = 0;
    bool going = true;
    while (going && !stop) {
      const size_t used = block.size();
      block.resize(used + kBlock);
      const int64_t n = read(block.data() + used, kBlock);
      const bool again = n < 0 && errno == EINTR;
      if (n < 0 && !again) summary.error = strerror(errno);
      block.resize(used + static_cast<size_t>(std::max<int64_t>(n, 0)));
      if (again) continue;
      going = n > 0;
      const size_t cut = going ? block.rfind('\n') : block.size() - 1;
      if (block.empty() || (going && cut == std::string::npos && block.size() < kMaxLine)) continue;
      // A pipe gives little at a time: what is there is answered, nobody waits for a full block.
      const size_t end = cut == std::string::npos ? block.size() : cut + 1;
      std::string rest = block.substr(end);
      block.resize(end);
      block.reserve(end + simdjson::SIMDJSON_PADDING);
      ++given;
      if (!blocks.Push(std::exchange(block, std::move(rest)))) break;
    }
    answers.SetJobs(given);
    blocks.Close();
  });
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      Scanner scanner(*options.rules, options.known);
      Line one(options, &scanner, head);
      while (auto block = blocks.Pop()) {
        std::vector<Answered> out(1);
        std::string_view rest = block->second;
        while (!rest.empty() && !stop) {
          const size_t end = std::min(rest.find('\n'), rest.size());
          const std::string_view line = rest.substr(0, end);
          rest.remove_prefix(std::min(end + 1, rest.size()));
          if (IsBlank(line)) continue;
          ++out[0].lines;
          out[0].bad += one.Answer(line, &out[0].text) ? 0 : 1;
        }
        const size_t weight = out[0].text.size();
        if (!answers.Push(block->first, std::move(out), weight, true)) break;
      }
    });
  }
  for (bool done = false; !done;) {
    for (const Answered& answered : answers.Take(kTick, &done)) {
      summary.lines += answered.lines;
      summary.bad += answered.bad;
      if (!stop && !write(answered.text)) stop = true;
    }
    if (options.interrupted && options.interrupted()) stop = true;
    if (stop) break;
  }
  if (stop) {
    answers.Stop();
    blocks.Close();
  }
  reader.join();
  for (std::thread& worker : workers) worker.join();
  return summary;
}

}  // namespace caveat::scan
