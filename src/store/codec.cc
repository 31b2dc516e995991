#include "store/codec.h"

#include <array>
#include <bit>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace caveat::store {

// Both directions visit one list of the fields (`Fields` below): what is written is what is read.
class Out {
 public:
  static constexpr bool kReading = false;

  void Number(const uint64_t& value) {
    uint64_t rest = value;
    for (; rest >= 0x80; rest >>= 7) bytes_ += static_cast<char>(rest | 0x80);
    bytes_ += static_cast<char>(rest);
  }
  void Text(const std::string& text) { View(text); }
  void View(const std::string_view& text) {
    Number(text.size());
    bytes_ += text;
  }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class In {
 public:
  static constexpr bool kReading = true;

  In(Decoder* decoder, std::string_view bytes) : decoder_(decoder), rest_(bytes) {}
  void Number(uint64_t& value) {
    value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= uint64_t{byte & 0x7Fu} << shift;
      if ((byte & 0x80) == 0) return;
    }
    Fail();
  }
  void Text(std::string& text) {
    const std::string_view bytes = Bytes();
    if (!passing_) text = bytes;
  }
  void View(std::string_view& text) {
    const std::string_view bytes = Bytes();
    if (!passing_) text = decoder_->Keep(bytes);
  }
  // Never more elements than bytes: a damaged count allocates nothing.
  size_t Count() {
    uint64_t count = 0;
    Number(count);
    if (count > rest_.size()) Fail();
    return good_ ? static_cast<size_t>(count) : 0;
  }
  void Fail() {
    good_ = false;
    rest_ = {};
  }
  // What is read from here on is passed over: texts stay empty, lists too. Says how it was before.
  bool Pass(bool on) { return std::exchange(passing_, on && terms_only_); }
  bool passing() const { return passing_; }
  void TermsOnly() { terms_only_ = true; }
  bool good() const { return good_; }
  bool AtEnd() const { return good_ && rest_.empty(); }

 private:
  std::string_view Bytes() {
    const size_t size = Count();
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(out.size());
    return out;
  }

  Decoder* decoder_;
  std::string_view rest_;
  bool good_ = true, terms_only_ = false, passing_ = false;
};

namespace {

template <class A, class T>
void Field(A& a, T& value);

void All(auto& a, auto&... values) { (Field(a, values), ...); }

// What `Decoder::Terms` passes over.
template <class A>
void More(A& a, auto&... values) {
  if constexpr (A::kReading) {
    const bool before = a.Pass(true);
    All(a, values...);
    a.Pass(before);
  } else {
    All(a, values...);
  }
}

template <class A, class T>
void Fields(A& a, std::vector<T>& list) {
  if constexpr (A::kReading) {
    const size_t count = a.Count();
    list.clear();
    if (a.passing()) {
      T passed{};
      for (size_t i = 0; i < count && a.good(); ++i) Field(a, passed);
      return;
    }
    for (size_t i = 0; i < count && a.good(); ++i) Field(a, list.emplace_back());
  } else {
    a.Number(list.size());
    for (T& element : list) Field(a, element);
  }
}
template <class T, size_t kSize>
void Fields(auto& a, std::array<T, kSize>& array) {
  for (T& element : array) Field(a, element);
}
template <class A, class T>
void Fields(A& a, std::optional<T>& value) {
  bool there = value.has_value();
  Field(a, there);
  if constexpr (A::kReading) {
    value.reset();
    if (there) value.emplace();
  }
  if (value.has_value()) Field(a, *value);
  if constexpr (A::kReading) {
    if (a.passing()) value.reset();
  }
}

template <class A>
void Fields(A& a, Span& v) {
  // Differences are short numbers.
  uint64_t bytes = v.end_byte - v.start_byte, lines = uint64_t{v.end_line} - v.start_line;
  All(a, v.start_byte, bytes, v.start_line, lines);
  if constexpr (A::kReading) {
    v.end_byte = v.start_byte + bytes;
    v.end_line = static_cast<uint32_t>(v.start_line + lines);
  }
}
void Fields(auto& a, Param& v) { All(a, v.name, v.kind, v.text, v.number, v.list); }
template <class A>
void Fields(A& a, Finding& v) {
  All(a, v.clause);
  if constexpr (A::kReading) {
    if (const std::optional<ClauseId> id = FindClause(v.clause)) {
      v.clause_id = *id;
      v.clause = ClauseName(*id);
    } else {
      a.Fail();
    }
  }
  All(a, v.params, v.span, v.lead, v.quote, v.confidence, v.hidden);
}
void Fields(auto& a, Mention& v) { All(a, v.name, v.license, v.aliases, v.covers, v.span); }
void Fields(auto& a, Identity::Added& v) { All(a, v.span, v.text); }
void Fields(auto& a, Identity::Missing& v) { All(a, v.at_byte, v.words); }
void Fields(auto& a, Identity& v) { All(a, v.license, v.spdx, v.how, v.coverage, v.span, v.added, v.missing); }
void Fields(auto& a, Because& v) { All(a, v.kind, v.document, v.index); }
void Fields(auto& a, Permission& v) { All(a, v.value, v.because); }
void Fields(auto& a, Obligation& v) { All(a, v.clause, v.when, v.text, v.because); }
void Fields(auto& a, Verdict& v) {
  All(a, v.permissions, v.category, v.flags);
  More(a, v.obligations);
}
void Fields(auto& a, Document& v) {
  All(a, v.bytes, v.sha256, v.status, v.error, v.language, v.identity, v.expression, v.findings, v.mentions, v.verdict,
      v.summary);
}
void Fields(auto& a, model::Declared& v) { All(a, v.source, v.field, v.value, v.license, v.document, v.span); }
void Fields(auto& a, model::Found& v) { All(a, v.document, v.license, v.covers, v.how); }
void Fields(auto& a, model::Inherited& v) {
  All(a, v.base_model, v.relation, v.strength, v.source, v.field, v.evidence, v.license, v.document, v.span);
}
void Fields(auto& a, model::Evidence& v) { All(a, v.document, v.span); }
void Fields(auto& a, model::Claim& v) { All(a, v.kind, v.quote, v.evidence); }
void Fields(auto& a, model::Conflict& v) { All(a, v.kind, v.severity, v.explanation, v.evidence); }
void Fields(auto& a, model::Component& v) { All(a, v.id, v.present, v.license, v.open, v.evidence); }
void Fields(auto& a, model::Openness& v) {
  All(a, v.openness_class);
  More(a, v.mof_class, v.mof, v.osaid_meets, v.osaid_missing, v.statement);
}
void Fields(auto& a, model::Question& v) { All(a, v.id, v.answer, v.reason, v.evidence); }
void Fields(auto& a, model::Model& v) {
  All(a, v.id, v.revision, v.path, v.layout);
  More(a, v.declared, v.found, v.inherited, v.claims);
  All(a, v.conflicts);
  More(a, v.components);
  All(a, v.openness);
  More(a, v.questions);
  All(a, v.gated, v.expression, v.verdict);
  More(a, v.code, v.governing, v.licenses, v.licenses_found, v.code_licenses);
  All(a, v.summary);
}

template <class A, class T>
void Field(A& a, T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    a.Text(value);
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    a.View(value);
  } else if constexpr (std::is_same_v<T, double>) {
    uint64_t bits = std::bit_cast<uint64_t>(value);
    a.Number(bits);
    if constexpr (A::kReading) value = std::bit_cast<double>(bits);
  } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
    // Small numbers of either sign are short: 0, -1, 1, -2 ...
    const auto number = static_cast<int64_t>(value);
    uint64_t folded = (static_cast<uint64_t>(number) << 1) ^ static_cast<uint64_t>(number >> 63);
    a.Number(folded);
    if constexpr (A::kReading) value = static_cast<T>(static_cast<int64_t>((folded >> 1) ^ (~(folded & 1) + 1)));
  } else {
    Fields(a, value);
  }
}

}  // namespace

std::string_view Decoder::Keep(std::string_view id) {
  const auto at = ids_.find(id);
  if (at != ids_.end()) return at->second;
  kept_.emplace_back(id);
  ids_.emplace(kept_.back(), kept_.back());
  return kept_.back();
}

std::string EncodeDocument(const caveat::Document& document) {
  Out out;
  Fields(out, const_cast<caveat::Document&>(document));  // an Out changes nothing
  return out.Take();
}

std::string EncodeModel(const model::Model& model) {
  Out out;
  Fields(out, const_cast<model::Model&>(model));  // an Out changes nothing
  return out.Take();
}

bool Decoder::Document(std::string_view bytes, caveat::Document* document) {
  In in(this, bytes);
  Fields(in, *document);
  return in.AtEnd();
}

bool Decoder::Model(std::string_view bytes, model::Model* model) {
  In in(this, bytes);
  Fields(in, *model);
  return in.AtEnd();
}

bool Decoder::Terms(std::string_view bytes, model::Model* model) {
  In in(this, bytes);
  in.TermsOnly();
  Fields(in, *model);
  return in.AtEnd();
}

}  // namespace caveat::store
