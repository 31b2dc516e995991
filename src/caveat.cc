#include "caveat.h"

#include <openssl/sha.h>

#include <algorithm>
#include <tuple>

#include "classify/summary.h"
#include "classify/verdict.h"
#include "match/engine.h"
#include "rules/compile.h"
#include "rules/embedded.h"
#include "rules/ruleset.h"
#include "text/fold.h"
#include "text/language.h"
#include "text/span.h"

namespace caveat {
namespace {

constexpr size_t kMaxQuoteBytes = 300;

std::string Sha256(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(sizeof(digest) * 2);
  for (unsigned char c : digest) {
    out += kHex[c >> 4];
    out += kHex[c & 15];
  }
  return out;
}

// At most kMaxQuoteBytes characters, never half a character.
std::string Quote(std::string_view text) {
  if (text.size() <= kMaxQuoteBytes) return std::string(text);
  size_t characters = 0, i = 0;
  while (i < text.size() && characters < kMaxQuoteBytes) {
    ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
    ++characters;
  }
  return std::string(text.substr(0, i));
}

}  // namespace

struct Rules::Impl {
  std::unique_ptr<match::Engine> engine;
};

Rules::Rules() : impl_(new Impl) {}
Rules::~Rules() = default;
const std::string& Rules::hash() const { return impl_->engine->bundle().hash; }
const match::Engine& Rules::engine() const { return *impl_->engine; }
const rules::Bundle& Rules::bundle() const { return impl_->engine->bundle(); }

std::shared_ptr<const Rules> Rules::BuiltIn() {
  std::shared_ptr<Rules> out(new Rules);
  rules::Bundle bundle;
  std::string error;
  const std::string_view bytes = rules::EmbeddedBundle();
  if (bytes.empty() || !rules::Deserialize(bytes, &bundle, &error)) {
    bundle = {};
    rules::HashBundle(&bundle);
  }
  out->impl_->engine = match::Engine::Make(std::move(bundle), {}, &error);
  return out;
}

Result<std::shared_ptr<const Rules>> Rules::Compile(const std::vector<RuleSource>& sources, const RuleOptions& options) {
  using Out = Result<std::shared_ptr<const Rules>>;
  rules::RuleSet set;
  std::vector<rules::Diagnostic> diagnostics;
  rules::Bundle bundle;
  if (!rules::ParseRules(sources, &set, &diagnostics) || !rules::CompileRules(set, {.without_family = options.without_family}, &bundle, &diagnostics)) {
    std::string all;
    for (const rules::Diagnostic& d : diagnostics) all += d.ToString();
    return Out::Error(std::move(all));
  }
  std::shared_ptr<Rules> out(new Rules);
  std::string error;
  out->impl_->engine = match::Engine::Make(std::move(bundle), {options.hyperscan ? match::Finder::kHyperscan : match::Finder::kIndex, options.native}, &error);
  if (out->impl_->engine == nullptr) return Out::Error("the matcher refuses the anchors: " + error + "\n");
  return Out(std::shared_ptr<const Rules>(std::move(out)));
}

struct Scanner::Impl {
  explicit Impl(const Rules& r) : rules(r), session(r.engine()) {}
  const Rules& rules;
  match::Session session;
  text::Text text;
  text::Words words;
  std::vector<Dropped> dropped;
};

Scanner::Scanner(const Rules& rules) : impl_(new Impl(rules)) {}
Scanner::~Scanner() = default;
const std::vector<Dropped>& Scanner::dropped() const { return impl_->dropped; }

Document Scanner::Check(std::string_view path, std::string_view bytes, const CheckOptions& options) {
  Impl& s = *impl_;
  const rules::Bundle& bundle = s.rules.bundle();
  Document doc;
  s.dropped.clear();
  doc.path = std::string(path);
  doc.bytes = bytes.size();
  if (options.sha256) doc.sha256 = Sha256(bytes);

  text::Decode(bytes, &s.text);
  if (s.text.binary) {
    doc.status = Status::kBinary;
    doc.language = "und";
    doc.summary = "Not a text.";
    return doc;
  }
  if (s.text.truncated) {
    doc.status = Status::kTruncated;
    doc.error = "only the first " + std::to_string(text::kMaxDocumentBytes >> 20) + " MiB were read";
  }
  text::Fold(s.text.utf8, &s.words);
  doc.language = text::DetectLanguage(s.text.utf8, s.words);
  s.session.Run(s.words, s.text.utf8, options.explain);

  text::LineIndex lines(bytes, s.text.encoding);
  const auto span = [&](uint32_t begin, uint32_t end) {
    Span out;
    out.start_byte = s.text.SourceByte(s.words.begin(begin));
    out.end_byte = s.text.SourceByte(s.words.end(end - 1));
    out.start_line = lines.LineOf(out.start_byte);
    out.end_line = lines.LineOf(out.end_byte > out.start_byte ? out.end_byte - 1 : out.start_byte);
    return out;
  };
  const auto quote = [&](uint32_t begin, uint32_t end) {
    const uint32_t from = s.words.begin(begin);
    return Quote(s.text.utf8.substr(from, s.words.end(end - 1) - from));
  };
  for (const match::Clause& clause : s.session.clauses()) {
    const rules::BLine& line = bundle.lines[clause.line];
    Finding f;
    f.clause_id = line.clause;
    f.clause = ClauseName(line.clause);
    f.params = clause.params;
    f.span = span(clause.begin, clause.end);
    if (clause.lead_begin != rules::kNone) f.lead = span(clause.lead_begin, clause.lead_end);
    f.quote = quote(clause.begin, clause.end);
    f.confidence = static_cast<Confidence>(line.grade);
    f.hidden = clause.hidden;
    f.rule = std::string(bundle.strings[line.source]);
    doc.findings.push_back(std::move(f));
  }
  std::stable_sort(doc.findings.begin(), doc.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.span.start_byte, a.span.end_byte, a.clause) < std::tie(b.span.start_byte, b.span.end_byte, b.clause);
  });
  if (options.explain) {
    for (const match::DroppedMatch& d : s.session.dropped()) {
      const rules::BLine& line = bundle.lines[d.line];
      const bool clause = line.kind <= static_cast<uint8_t>(rules::LineKind::kItem);
      s.dropped.push_back({clause ? ClauseName(line.clause) : std::string_view("(lead)"), std::string(bundle.strings[line.source]), d.reason, quote(d.begin, d.end),
                           span(d.begin, d.end)});
    }
  }
  doc.verdict = ScoreFindings(doc.findings);
  doc.summary = Summarize(doc.verdict, doc.findings);
  return doc;
}

#ifndef CAVEAT_VERSION
#define CAVEAT_VERSION "0.1.0"
#endif
std::string_view Version() { return CAVEAT_VERSION; }

}  // namespace caveat
