// File: src/caveat.h
//
// Caveat reads what a licence says. Ten lines are enough:
//
//   auto rules = caveat::Rules::BuiltIn();                 // once; immutable, shared between threads
//   caveat::Scanner scanner(*rules);                       // one a thread, reused
//   caveat::Document doc = scanner.Check("LICENSE", bytes);
//   for (const caveat::Finding& f : doc.findings)
//     std::cout << f.clause << " at line " << f.span.start_line << ": " << f.quote << "\n";
//
// Loading rules may fail and says why; checking never fails: any bytes in, an answer out. The library opens no file,
// prints nothing, keeps no global state and never aborts; the one exception that can leave it is std::bad_alloc.
// Nothing here is legal advice.

#ifndef CAVEAT_CAVEAT_H_
#define CAVEAT_CAVEAT_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat_export.h"
#include "taxonomy/taxonomy.h"

namespace caveat {

// A place in a file: half-open bytes of the file as it lies on disk, 1-based inclusive lines.
struct Span {
  uint64_t start_byte = 0, end_byte = 0;
  uint32_t start_line = 0, end_line = 0;
  bool operator==(const Span&) const = default;
};

// A value that was read from the text: text, a number, a list or yes/no. Exactly one form is used, told by `kind`.
struct Param {
  enum class Kind : uint8_t { kText, kNumber, kList, kBool };
  std::string name;
  Kind kind = Kind::kText;
  std::string text;
  int64_t number = 0;  // kNumber; kBool: 0 or 1
  std::vector<std::string> list;
  bool operator==(const Param&) const = default;
};

// One clause, at one place.
struct Finding {
  std::string_view clause;  // an id of the taxonomy, static storage
  ClauseId clause_id = 0;
  std::vector<Param> params;  // sorted by name
  Span span;
  std::optional<Span> lead;  // the sentence part that makes a list item a prohibition
  std::string quote;         // the file's own text at the span, cut to 300 characters
  Confidence confidence = Confidence::kCertain;
  bool hidden = false;  // a reader would not see the text as such
  std::string rule;     // which match line found it, as "clauses/use/spam.clause:12"; for --explain
};

// A licence that the text names without being it.
struct Mention {
  std::string name, license;
  std::vector<std::string> aliases;
  std::string covers;  // weights|code|data|docs|unspecified
  Span span;
};

// Which known licence the text is.
struct Identity {
  std::string license, spdx, how;  // how: exact|edited|quoted|named
  double coverage = 0;
  Span span;
  struct Added {
    Span span;
    std::string text;
  };
  struct Missing {
    uint64_t at_byte = 0;
    uint32_t words = 0;
  };
  std::vector<Added> added;
  std::vector<Missing> missing;
};

// Why a value is what it is: an index into one of the document's lists.
struct Because {
  enum class Kind : uint8_t { kFinding, kMention, kIdentity };
  Kind kind = Kind::kFinding;
  uint32_t document = 0, index = 0;
  bool operator==(const Because&) const = default;
};

struct Permission {
  Value value = Value::kUnspecified;
  std::vector<Because> because;  // never empty unless the value is unspecified
};

// A duty, in one sentence, with the moment at which it bites.
struct Obligation {
  std::string_view clause;
  When when = When::kInUse;
  std::string text;
  std::vector<Because> because;
};

// What the findings amount to. A pure function of the set of findings.
struct Verdict {
  std::array<Permission, kActivities> permissions;
  Category category = Category::kUnknown;
  std::vector<Flag> flags;              // sorted by name
  std::vector<Obligation> obligations;  // in the order in which they bite
};

enum class Status : uint8_t { kOk, kBinary, kTruncated, kError };

// The answer for one text.
struct Document {
  std::string path;
  uint64_t bytes = 0;
  std::string sha256;  // lower-case hex; empty where it was not computed
  Status status = Status::kOk;
  std::string error;     // for kError and kTruncated
  std::string language;  // BCP-47, "mul", "und"
  std::vector<Identity> identity;
  std::optional<std::string> expression;
  std::vector<Finding> findings;  // sorted by start, end, clause
  std::vector<Mention> mentions;
  Verdict verdict;
  std::string summary;  // one sentence in plain words
};

// A value or the reason why there is none.
template <class T>
class Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT: implicit on purpose
  static Result Error(std::string message) {
    Result r;
    r.error_ = std::move(message);
    return r;
  }
  explicit operator bool() const { return value_.has_value(); }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  const std::string& error() const { return error_; }

 private:
  Result() = default;
  std::optional<T> value_;
  std::string error_;
};

// A rule file given from memory: its name (for messages) and its content.
struct RuleSource {
  std::string name, content;
};

namespace classify {
class KnownLicenses;
}
namespace match {
class Engine;
class Session;
}  // namespace match
namespace rules {
struct Bundle;
}
namespace text {
struct Text;
class Words;
}  // namespace text

struct RuleOptions {
  // Leaves out match lines and class members that this family alone motivated: for honest estimates of accuracy.
  std::string without_family;
  bool hyperscan = false;  // find anchors with Hyperscan instead of by word ids: the same answers
  bool native = false;     // its database compiled for this very processor
};

// Compiled rules: immutable, thread-safe, shared.
class Rules {
 public:
  // The rules that were compiled into the library. Never null.
  CAVEAT_API static std::shared_ptr<const Rules> BuiltIn();
  // Compiles rule files. Errors are diagnostics with file, line, column, caret and hint; "out of memory" is one too.
  CAVEAT_API static Result<std::shared_ptr<const Rules>> Compile(const std::vector<RuleSource>& sources,
                                                                 const RuleOptions& options = {});

  CAVEAT_API ~Rules();
  CAVEAT_API const std::string& hash() const;  // hex; changes whenever an answer could
  const match::Engine& engine() const;         // internal
  const rules::Bundle& bundle() const;         // internal

 private:
  Rules();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// A licence given from memory: a `.license` file (classify/known.h describes it), or the text of a licence itself,
// which is then known by its name without folders and ending: "texts/Acme Terms.txt" as Acme-Terms.
struct LicenseSource {
  std::string name, content;
};
// The built-in licences (unless `built_in` is false) and those of `sources`, which win where ids are equal: for
// Scanner. Immutable, thread-safe, shared. The error names the source. A text without words is passed over.
CAVEAT_API Result<std::shared_ptr<const classify::KnownLicenses>> LoadLicenses(
    const std::vector<LicenseSource>& sources, bool built_in = true);

struct CheckOptions {
  bool identity = true;  // ask which known licence it is; findings do not depend on it
  bool sha256 = true;
  bool explain = false;  // keep what was tried and dropped
};

// What was tried and not reported, and why (CheckOptions::explain).
struct Dropped {
  std::string_view clause;
  std::string rule, reason, quote;
  Span span;
};

// Checks documents with one set of rules. Not thread-safe; one per thread; reuse it, its buffers are kept.
// `rules` must outlive it.
class Scanner {
 public:
  CAVEAT_API explicit Scanner(const Rules& rules);
  // With known licences other than the built-in ones: what LoadLicenses gave.
  CAVEAT_API Scanner(const Rules& rules, std::shared_ptr<const classify::KnownLicenses> known);
  explicit Scanner(Rules&&) = delete;
  CAVEAT_API ~Scanner();
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;

  // Total: never fails. Linear in the size of `bytes`.
  CAVEAT_API Document Check(std::string_view path, std::string_view bytes, const CheckOptions& options = {});
  // With options.explain: what the last Check dropped.
  CAVEAT_API const std::vector<Dropped>& dropped() const;
  // Internal: the last text checked and, unless it is binary, its words. They view the bytes that Check was given.
  const text::Text& text() const;
  const text::Words& words() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Hash of the known licences that were compiled into the library, hex; changes whenever an answer of theirs could.
CAVEAT_API std::string_view KnownLicensesHash();

// The program's version, "0.1.0".
CAVEAT_API std::string_view Version();

}  // namespace caveat

#endif  // CAVEAT_CAVEAT_H_
