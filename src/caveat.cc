#include "caveat.h"

#include <algorithm>
#include <new>
#include <tuple>
#include <unordered_set>

#include "classify/expression.h"
#include "classify/identity.h"
#include "classify/known.h"
#include "classify/mentions.h"
#include "classify/summary.h"
#include "classify/terms.h"
#include "classify/verdict.h"
#include "embedded.h"
#include "match/engine.h"
#include "rules/compile.h"
#include "rules/ruleset.h"
#include "sha256.h"
#include "text/fold.h"
#include "text/language.h"
#include "text/span.h"

namespace caveat {
namespace {

constexpr size_t kMaxQuote = 300;  // characters
constexpr size_t kMaxParts = 200;  // of an expression; a text that declares more has none
constexpr int kFewTerms = 5;       // a notice or card has fewer clauses of its own, a licence has more

// At most `most` characters, never half a character.
std::string Quote(std::string_view text, size_t most = kMaxQuote) {
  if (text.size() <= most) return std::string(text);
  size_t characters = 0, i = 0;
  while (i < text.size() && characters < most) {
    ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
    ++characters;
  }
  return std::string(text.substr(0, i));
}

// Is all of the text inside one of the known licences that were found in it? Nothing else is named by it then.
bool AllKnown(const std::vector<classify::IdentityMatch>& matches, const text::Words& words, std::string_view utf8) {
  const bool covered = std::any_of(matches.begin(), matches.end(), [&](const classify::IdentityMatch& m) {
    return m.span.begin == 0 && m.span.end == words.size();
  });
  if (!covered || words.empty()) return false;
  // What folds to no word may still name a licence, as the address of a picture.
  const auto blank = [](std::string_view text) { return text.find_first_not_of(" \t\r\n\f\v*#/-=_.") == text.npos; };
  return blank(utf8.substr(0, words.begin(0))) && blank(utf8.substr(words.end(words.size() - 1)));
}

// The summary with what the text is before it: "MIT License with added text; permissive licence: ...".
std::string Introduce(const Document& doc, const classify::KnownLicenses* known, std::string summary) {
  if (doc.identity.empty() || known == nullptr) return summary;
  const Identity& first = doc.identity.front();
  const auto ref = known->Find(first.license);
  std::string title = ref ? std::string(known->fact(*ref, classify::Fact::kTitle)) : first.license;
  if (title.empty()) title = first.license;
  std::string out;
  if (first.how == "exact")
    out = title + ", word for word";
  else if (first.how == "edited")
    out = first.added.empty() ? "Edited text of " + title
                              : title + " with an added clause: \"" + Quote(first.added.front().text, 80) + "\"";
  else if (first.how == "quoted")
    out = "Holds the text of " + title;
  else
    out = "Says it is under " + title;
  if (doc.identity.size() > 1) out += " and " + std::to_string(doc.identity.size() - 1) + " more";
  if (!summary.empty() && summary[0] >= 'A' && summary[0] <= 'Z' &&
      (summary.size() < 2 || !(summary[1] >= 'A' && summary[1] <= 'Z')))
    summary[0] = static_cast<char>(summary[0] - 'A' + 'a');
  return out + "; " + summary;
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
  if (!rules::ViewEmbedded(EmbeddedBundle(), &bundle)) {
    bundle = {};
    rules::HashBundle(&bundle);
  }
  out->impl_->engine = match::Engine::Make(std::move(bundle), {}, &error);
  return out;
}

Result<std::shared_ptr<const Rules>> Rules::Compile(const std::vector<RuleSource>& sources,
                                                    const RuleOptions& options) try {
  using Out = Result<std::shared_ptr<const Rules>>;
  rules::RuleSet set;
  std::vector<rules::Diagnostic> diagnostics;
  rules::Bundle bundle;
  if (!rules::ParseRules(sources, &set, &diagnostics) ||
      !rules::CompileRules(set, {.without_family = options.without_family}, &bundle, &diagnostics)) {
    std::string all;
    for (const rules::Diagnostic& d : diagnostics) all += d.ToString();
    return Out::Error(std::move(all));
  }
  std::shared_ptr<Rules> out(new Rules);
  std::string error;
  out->impl_->engine = match::Engine::Make(
      std::move(bundle), {options.hyperscan ? match::Finder::kHyperscan : match::Finder::kIndex, options.native},
      &error);
  if (out->impl_->engine == nullptr) return Out::Error("the matcher refuses the anchors: " + error + "\n");
  return Out(std::shared_ptr<const Rules>(std::move(out)));
} catch (const std::bad_alloc&) {
  return Result<std::shared_ptr<const Rules>>::Error("out of memory");
}

struct Scanner::Impl {
  Impl(const Rules& r, std::shared_ptr<const classify::KnownLicenses> k)
      : rules(r), session(r.engine()), known(std::move(k)) {}
  const Rules& rules;
  match::Session session;
  std::shared_ptr<const classify::KnownLicenses> known;
  classify::IdentityScratch identity;
  std::vector<classify::IdentityMatch> matches;
  std::vector<classify::PlacedFinding> placed;
  text::Text text;
  text::Words words;
  std::vector<Dropped> dropped;
};

Scanner::Scanner(const Rules& rules) : Scanner(rules, nullptr) {}
Scanner::Scanner(const Rules& rules, std::shared_ptr<const classify::KnownLicenses> known)
    : impl_(new Impl(rules, std::move(known))) {}
Scanner::~Scanner() = default;
const std::vector<Dropped>& Scanner::dropped() const { return impl_->dropped; }
const text::Text& Scanner::text() const { return impl_->text; }
const text::Words& Scanner::words() const { return impl_->words; }

Document Scanner::Check(std::string_view path, std::string_view bytes, const CheckOptions& options) {
  Impl& s = *impl_;
  const rules::Bundle& bundle = s.rules.bundle();
  Document doc;
  s.dropped.clear();
  doc.path = std::string(path);
  doc.bytes = bytes.size();
  if (options.sha256) doc.sha256 = Hex(Sha256(bytes));

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
  // Of bytes of the decoded text, and of words.
  const auto byte_span = [&](uint32_t begin, uint32_t end) {
    Span out;
    out.start_byte = s.text.SourceByte(begin);
    out.end_byte = s.text.SourceByte(end);
    out.start_line = lines.LineOf(out.start_byte);
    out.end_line = lines.LineOf(out.end_byte > out.start_byte ? out.end_byte - 1 : out.start_byte);
    return out;
  };
  const auto span = [&](uint32_t begin, uint32_t end) { return byte_span(s.words.begin(begin), s.words.end(end - 1)); };
  const auto quote = [&](uint32_t begin, uint32_t end) {
    const uint32_t from = s.words.begin(begin);
    return Quote(s.text.utf8.substr(from, s.words.end(end - 1) - from));
  };
  s.placed.clear();
  for (const match::Clause& clause : s.session.clauses()) {
    const rules::BLine& line = bundle.lines[clause.line];
    s.placed.push_back({line.clause, clause.begin, clause.end, static_cast<Confidence>(line.grade)});
  }
  classify::JudgeTerms(s.words, s.placed);
  for (size_t i = 0; i < s.session.clauses().size(); ++i) {
    const match::Clause& clause = s.session.clauses()[i];
    const rules::BLine& line = bundle.lines[clause.line];
    Finding f;
    f.clause_id = line.clause;
    f.clause = ClauseName(line.clause);
    f.params = clause.params;
    f.span = span(clause.begin, clause.end);
    if (clause.lead_begin != rules::kNone) f.lead = span(clause.lead_begin, clause.lead_end);
    f.quote = quote(clause.begin, clause.end);
    f.confidence = s.placed[i].confidence;
    f.hidden = clause.hidden;
    f.rule = std::string(bundle.strings[line.source]);
    doc.findings.push_back(std::move(f));
  }
  std::stable_sort(doc.findings.begin(), doc.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.span.start_byte, a.span.end_byte, a.clause) <
           std::tie(b.span.start_byte, b.span.end_byte, b.clause);
  });
  if (options.explain) {
    for (const match::DroppedMatch& d : s.session.dropped()) {
      const rules::BLine& line = bundle.lines[d.line];
      const bool clause = line.kind <= static_cast<uint8_t>(rules::LineKind::kItem);
      s.dropped.push_back({clause ? ClauseName(line.clause) : std::string_view("(lead)"),
                           std::string(bundle.strings[line.source]), d.reason, quote(d.begin, d.end),
                           span(d.begin, d.end)});
    }
  }
  s.matches.clear();
  if (options.identity) {
    if (s.known == nullptr) s.known = classify::KnownLicenses::BuiltIn();
    classify::Identify(s.words, *s.known, {}, &s.identity, &s.matches);
    for (const classify::IdentityMatch& m : s.matches) {
      Identity identity;
      identity.license = std::string(s.known->fact(m.license, classify::Fact::kId));
      identity.spdx = std::string(s.known->fact(m.license, classify::Fact::kSpdx));
      identity.how = m.how == classify::How::kExact ? "exact" : m.how == classify::How::kEdited ? "edited" : "quoted";
      identity.coverage = m.coverage;
      if (m.span.begin < m.span.end) identity.span = span(m.span.begin, m.span.end);
      for (const classify::WordRange& added : m.added)
        identity.added.push_back({span(added.begin, added.end), quote(added.begin, added.end)});
      for (const classify::MissingWords& missing : m.missing) {
        const uint64_t at = missing.at < s.words.size() ? s.text.SourceByte(s.words.begin(missing.at)) : doc.bytes;
        identity.missing.push_back({at, missing.words});
      }
      doc.identity.push_back(std::move(identity));
    }
  }
  // Names of licences, but for those inside the text of a known one: a licence names itself.
  std::vector<LicenseMention> mentions;
  if (!AllKnown(s.matches, s.words, s.text.utf8)) mentions = FindMentions(s.words, s.text.utf8);
  const bool ruled = std::any_of(mentions.begin(), mentions.end(), [](const LicenseMention& m) { return m.ruling; });
  const size_t texts = doc.identity.size();
  std::unordered_set<std::string> parts, tagged;
  std::vector<spdx::Expression> expressions;
  const auto part = [&](const std::string& text) {
    if (parts.insert(text).second && parts.size() <= kMaxParts) expressions.push_back(spdx::Parse(text));
  };
  if (!ruled) {
    for (const Identity& identity : doc.identity) part(identity.spdx);
  }
  for (const LicenseMention& m : mentions) {
    if (m.as != NamedAs::kOwn && m.as != NamedAs::kTag) continue;
    Mention mention;
    mention.span = byte_span(m.begin, m.end);
    const bool inside = std::any_of(doc.identity.begin(), doc.identity.begin() + texts, [&](const Identity& i) {
      return i.span.start_byte <= mention.span.start_byte && mention.span.end_byte <= i.span.end_byte;
    });
    if (inside) continue;
    if (m.as == NamedAs::kTag) {
      // Tags speak where no text does, and those of a file that declares licences in any case.
      if (options.identity && !m.spdx.empty() && m.ruling == ruled && (ruled || texts == 0))
        part(m.expression.empty() ? m.spdx : m.expression);
      if (!tagged.insert(m.id).second) continue;
      if (options.identity && texts == 0 && !m.spdx.empty())
        doc.identity.push_back({m.id, m.spdx, "named", 0, mention.span, {}, {}});
    }
    mention.name = m.name;
    mention.license = m.id;
    mention.aliases = m.aliases;
    mention.covers = std::string(Name(m.covers));
    doc.mentions.push_back(std::move(mention));
  }
  if (parts.size() <= kMaxParts) {
    if (const spdx::Expression all = spdx::AllOf(expressions); all.valid) doc.expression = spdx::ToString(all);
  }

  // A text that names licences and grants next to nothing itself takes the category of those it names.
  ScoreContext context;
  std::vector<Category> named;
  const auto terms = std::count_if(doc.findings.begin(), doc.findings.end(),
                                   [](const Finding& f) { return f.confidence != Confidence::kWeak; });
  const bool text_known =
      std::any_of(doc.identity.begin(), doc.identity.end(), [](const Identity& i) { return i.how != "named"; });
  if (!doc.mentions.empty()) {
    named = NamedCategories(mentions);
    (!text_known && terms < kFewTerms ? context.named : context.beside) = named;
  }
  doc.verdict = ScoreFindings(doc.findings, context);
  doc.summary = Introduce(doc, s.known.get(), Summarize(doc.verdict, doc.findings));
  return doc;
}

std::string_view KnownLicensesHash() { return classify::KnownLicenses::BuiltIn()->hash(); }

// CAVEAT_VERSION comes from the build.
std::string_view Version() { return CAVEAT_VERSION; }

}  // namespace caveat
