#include "store/codec.h"

#include <bit>
#include <cstring>
#include <type_traits>
#include <utility>

namespace caveat::store {

// Both directions are one description of the fields (`Fields` below): what is written is what is read.
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
  bool good() const { return true; }
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

template <class A, class T>
void List(A& a, T& list) {
  if constexpr (A::kReading) {
    const size_t count = a.Count();
    list.clear();
    if (a.passing()) {
      typename T::value_type passed{};
      for (size_t i = 0; i < count && a.good(); ++i) Field(a, passed);
      return;
    }
    for (size_t i = 0; i < count && a.good(); ++i) Field(a, list.emplace_back());
  } else {
    a.Number(list.size());
    for (auto& element : list) Field(a, element);
  }
}

template <class A, class T>
void Array(A& a, T& array) {
  for (auto& element : array) Field(a, element);
}

template <class A, class T>
void Maybe(A& a, T& value) {
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

// What `Decoder::Terms` passes over.
template <class A, class Read>
void More(A& a, const Read& read) {
  if constexpr (A::kReading) {
    const bool before = a.Pass(true);
    read();
    a.Pass(before);
  } else {
    read();
  }
}

template <class A>
void Fields(A& a, Span& v) {
  // Differences are short numbers.
  uint64_t bytes = v.end_byte - v.start_byte, lines = uint64_t{v.end_line} - v.start_line;
  Field(a, v.start_byte);
  Field(a, bytes);
  Field(a, v.start_line);
  Field(a, lines);
  if constexpr (A::kReading) {
    v.end_byte = v.start_byte + bytes;
    v.end_line = static_cast<uint32_t>(v.start_line + lines);
  }
}
template <class A>
void Fields(A& a, Param& v) {
  Field(a, v.name);
  Field(a, v.kind);
  Field(a, v.text);
  Field(a, v.number);
  List(a, v.list);
}
template <class A>
void Fields(A& a, Finding& v) {
  Field(a, v.clause);
  if constexpr (A::kReading) {
    if (const std::optional<ClauseId> id = FindClause(v.clause)) {
      v.clause_id = *id;
      v.clause = ClauseName(*id);
    } else {
      a.Fail();
    }
  }
  List(a, v.params);
  Field(a, v.span);
  Maybe(a, v.lead);
  Field(a, v.quote);
  Field(a, v.confidence);
  Field(a, v.hidden);
}
template <class A>
void Fields(A& a, Mention& v) {
  Field(a, v.name);
  Field(a, v.license);
  List(a, v.aliases);
  Field(a, v.covers);
  Field(a, v.span);
}
template <class A>
void Fields(A& a, Identity::Added& v) {
  Field(a, v.span);
  Field(a, v.text);
}
template <class A>
void Fields(A& a, Identity::Missing& v) {
  Field(a, v.at_byte);
  Field(a, v.words);
}
template <class A>
void Fields(A& a, Identity& v) {
  Field(a, v.license);
  Field(a, v.spdx);
  Field(a, v.how);
  Field(a, v.coverage);
  Field(a, v.span);
  List(a, v.added);
  List(a, v.missing);
}
template <class A>
void Fields(A& a, Because& v) {
  Field(a, v.kind);
  Field(a, v.document);
  Field(a, v.index);
}
template <class A>
void Fields(A& a, Permission& v) {
  Field(a, v.value);
  List(a, v.because);
}
template <class A>
void Fields(A& a, Obligation& v) {
  Field(a, v.clause);
  Field(a, v.when);
  Field(a, v.text);
  List(a, v.because);
}
template <class A>
void Fields(A& a, Verdict& v) {
  Array(a, v.permissions);
  Field(a, v.category);
  List(a, v.flags);
  More(a, [&] { List(a, v.obligations); });
}
template <class A>
void Fields(A& a, Document& v) {
  Field(a, v.bytes);
  Field(a, v.sha256);
  Field(a, v.status);
  Field(a, v.error);
  Field(a, v.language);
  List(a, v.identity);
  Maybe(a, v.expression);
  List(a, v.findings);
  List(a, v.mentions);
  Field(a, v.verdict);
  Field(a, v.summary);
}
template <class A>
void Fields(A& a, model::Declared& v) {
  Field(a, v.source);
  Field(a, v.field);
  Field(a, v.value);
  Field(a, v.license);
  Field(a, v.document);
  Field(a, v.span);
}
template <class A>
void Fields(A& a, model::Found& v) {
  Field(a, v.document);
  Field(a, v.license);
  Field(a, v.covers);
  Field(a, v.how);
}
template <class A>
void Fields(A& a, model::Inherited& v) {
  Field(a, v.base_model);
  Field(a, v.relation);
  Field(a, v.strength);
  Field(a, v.source);
  Field(a, v.field);
  Field(a, v.evidence);
  Field(a, v.license);
  Field(a, v.document);
  Field(a, v.span);
}
template <class A>
void Fields(A& a, model::Evidence& v) {
  Field(a, v.document);
  Field(a, v.span);
}
template <class A>
void Fields(A& a, model::Claim& v) {
  Field(a, v.kind);
  Field(a, v.quote);
  Field(a, v.evidence);
}
template <class A>
void Fields(A& a, model::Conflict& v) {
  Field(a, v.kind);
  Field(a, v.severity);
  Field(a, v.explanation);
  List(a, v.evidence);
}
template <class A>
void Fields(A& a, model::Component& v) {
  Field(a, v.id);
  Field(a, v.present);
  Field(a, v.license);
  Field(a, v.open);
  List(a, v.evidence);
}
template <class A>
void Fields(A& a, model::Openness& v) {
  Field(a, v.openness_class);
  More(a, [&] {
    Field(a, v.mof_class);
    Array(a, v.mof);
    Field(a, v.osaid_meets);
    List(a, v.osaid_missing);
    Field(a, v.statement);
  });
}
template <class A>
void Fields(A& a, model::Question& v) {
  Field(a, v.id);
  Field(a, v.answer);
  Field(a, v.reason);
  List(a, v.evidence);
}
template <class A>
void Fields(A& a, model::Model& v) {
  Field(a, v.id);
  Field(a, v.revision);
  Field(a, v.path);
  Field(a, v.layout);
  More(a, [&] {
    List(a, v.declared);
    List(a, v.found);
    List(a, v.inherited);
    List(a, v.claims);
  });
  List(a, v.conflicts);
  More(a, [&] { Array(a, v.components); });
  Field(a, v.openness);
  More(a, [&] { Array(a, v.questions); });
  Field(a, v.gated);
  Maybe(a, v.expression);
  Field(a, v.verdict);
  More(a, [&] {
    Maybe(a, v.code);
    List(a, v.governing);
    List(a, v.licenses);
    Field(a, v.licenses_found);
    List(a, v.code_licenses);
  });
  Field(a, v.summary);
}

template <class A, class T>
void Field(A& a, T& value) {
  using Plain = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Plain, std::string>) {
    a.Text(value);
  } else if constexpr (std::is_same_v<Plain, std::string_view>) {
    a.View(value);
  } else if constexpr (std::is_same_v<Plain, double>) {
    uint64_t bits = std::bit_cast<uint64_t>(static_cast<double>(value));
    a.Number(bits);
    if constexpr (A::kReading) value = std::bit_cast<double>(bits);
  } else if constexpr (std::is_enum_v<Plain> || std::is_integral_v<Plain>) {
    // Small numbers of either sign are short: 0, -1, 1, -2 ...
    const auto number = static_cast<int64_t>(value);
    uint64_t folded = (static_cast<uint64_t>(number) << 1) ^ static_cast<uint64_t>(number >> 63);
    a.Number(folded);
    if constexpr (A::kReading) value = static_cast<Plain>(static_cast<int64_t>((folded >> 1) ^ (~(folded & 1) + 1)));
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
