#include "rules/bundle.h"

#include <cstring>
#include <type_traits>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace caveat::rules {
namespace {

constexpr char kMagic[8] = {'C', 'A', 'V', 'E', 'A', 'T', 'R', 'B'};

class Writer {
 public:
  template <class T>
  void Pod(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    out.append(reinterpret_cast<const char*>(&value), sizeof(T));
  }
  template <class T>
  void Vector(std::vector<T>& v) {
    Pod(static_cast<uint64_t>(v.size()));
    out.append(reinterpret_cast<const char*>(v.data()), v.size() * sizeof(T));
  }
  void String(std::string& s) {
    Pod(static_cast<uint64_t>(s.size()));
    out += s;
  }
  bool ok = true;
  std::string out;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}
  template <class T>
  void Vector(std::vector<T>& v) {
    const uint64_t n = Count(sizeof(T));
    v.resize(n);
    if (n > 0) std::memcpy(v.data(), in_.data(), n * sizeof(T));
    in_.remove_prefix(n * sizeof(T));
  }
  void String(std::string& s) {
    const uint64_t n = Count(1);
    s.assign(in_.substr(0, n));
    in_.remove_prefix(n);
  }
  bool ok = true;
  bool AtEnd() const { return in_.empty(); }
  size_t left() const { return in_.size(); }

 private:
  uint64_t Count(size_t size) {
    uint64_t n = 0;
    if (!ok || in_.size() < sizeof(n)) return ok = false, 0;
    std::memcpy(&n, in_.data(), sizeof(n));
    in_.remove_prefix(sizeof(n));
    if (n > in_.size() / size) return ok = false, 0;
    return n;
  }
  std::string_view in_;
};

template <class Archive, class B>
void Tables(Archive& a, B& b) {
  a.String(b.vocab.bytes_);
  a.Vector(b.vocab.ends_);
  a.String(b.strings.bytes_);
  a.Vector(b.strings.ends_);
  a.Vector(b.nodes);
  a.Vector(b.ids);
  a.Vector(b.kids);
  a.Vector(b.stems);
  a.Vector(b.refs);
  a.Vector(b.lines);
  a.Vector(b.variants);
  a.Vector(b.anchors);
  a.Vector(b.guards);
  a.Vector(b.sets);
  a.Vector(b.params);
  a.Vector(b.values);
}

bool Consistent(const Bundle& b) {
  const auto pool = [](const StringPool& p) {
    if (p.ends_.empty() || p.ends_[0] != 0 || p.ends_.back() != p.bytes_.size()) return false;
    for (size_t i = 1; i < p.ends_.size(); ++i)
      if (p.ends_[i] < p.ends_[i - 1]) return false;
    return true;
  };
  const auto range = [](uint64_t first, uint64_t count, size_t size) { return first + count <= size; };
  if (!pool(b.vocab) || !pool(b.strings)) return false;
  const uint32_t strings = b.strings.size();
  for (size_t i = 0; i < b.nodes.size(); ++i) {
    const BNode& n = b.nodes[i];
    if (n.op > Op::kBegin) return false;
    if (n.op == Op::kWords) {
      if (!range(n.first, n.count, b.ids.size()) || !range(n.stem_first, n.stem_count, b.stems.size())) return false;
    } else if (n.op == Op::kSeq || n.op == Op::kAlt || n.op == Op::kOptional) {
      if (!range(n.first, n.count, b.kids.size())) return false;
      // Children come before their parents, so that there is no cycle.
      for (uint32_t k = 0; k < n.count; ++k)
        if (b.kids[n.first + k] >= i) return false;
      if (n.op == Op::kOptional && n.count != 1) return false;
    } else if (n.op == Op::kCapture && n.n >= strings) {
      return false;
    }
  }
  for (uint32_t id : b.ids)
    if (id >= b.vocab.size()) return false;
  for (uint32_t id : b.stems)
    if (id >= strings) return false;
  for (uint32_t id : b.kids)
    if (id >= b.nodes.size()) return false;
  for (uint32_t id : b.refs)
    if (id >= b.variants.size()) return false;
  for (const BLine& l : b.lines)
    if (!range(l.variant_first, l.variant_count, b.variants.size()) ||
        !range(l.guard_first, l.guard_count, b.guards.size()) || !range(l.set_first, l.set_count, b.sets.size()) ||
        l.source >= strings || l.pattern >= strings || (l.name != kNone && l.name >= strings))
      return false;
  for (const BVariant& v : b.variants)
    if (v.line >= b.lines.size() || !range(v.element_first, v.element_count, b.kids.size()) ||
        v.anchor_begin > v.anchor_end || v.anchor_end > v.element_count)
      return false;
  for (const BAnchor& a : b.anchors)
    if (a.text >= strings || a.tier > 1 || !range(a.ref_first, a.ref_count, b.refs.size()) ||
        b.strings[a.text].size() < 2)
      return false;
  for (const BGuard& g : b.guards)
    if (g.node == kNone ? g.mark >= strings : g.node >= b.nodes.size()) return false;
  for (const BSet& s : b.sets)
    if (s.name >= strings || s.text >= strings) return false;
  for (const BParamRule& p : b.params)
    if (p.name >= strings || !range(p.value_first, p.value_count, b.values.size())) return false;
  for (const BValue& v : b.values)
    if (v.value >= strings || (v.node != kNone && v.node >= b.nodes.size())) return false;
  return true;
}

std::string Hex(uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string s(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4) s[static_cast<size_t>(i)] = kDigits[value & 15];
  return s;
}

// `tables` in their serial form.
std::string HashOf(std::string_view tables) {
  const XXH128_hash_t h = XXH3_128bits(tables.data(), tables.size());
  return Hex(h.high64) + Hex(h.low64);
}

}  // namespace

void HashBundle(Bundle* bundle) {
  Writer w;
  Tables(w, *bundle);
  bundle->hash = HashOf(w.out);
}

std::string Serialize(const Bundle& bundle) {
  Writer w;
  w.out.append(kMagic, sizeof(kMagic));
  w.Pod(kBundleVersion);
  w.Pod(uint32_t{0});
  Bundle& b = const_cast<Bundle&>(bundle);  // The archive is shared with reading; writing changes nothing.
  Tables(w, b);
  w.String(b.hash);
  w.String(b.databases[0]);
  w.String(b.databases[1]);
  return std::move(w.out);
}

bool Deserialize(std::string_view bytes, Bundle* bundle, std::string* error) {
  uint32_t version = 0;
  if (bytes.size() < 16 || std::memcmp(bytes.data(), kMagic, sizeof(kMagic)) != 0) {
    *error = "not a rule bundle";
    return false;
  }
  std::memcpy(&version, bytes.data() + 8, sizeof(version));
  if (version != kBundleVersion) {
    *error =
        "rule bundle of version " + std::to_string(version) + ", this program reads " + std::to_string(kBundleVersion);
    return false;
  }
  Reader r(bytes.substr(16));
  Tables(r, *bundle);
  const std::string_view tables = bytes.substr(16, bytes.size() - 16 - r.left());
  r.String(bundle->hash);
  r.String(bundle->databases[0]);
  r.String(bundle->databases[1]);
  if (!r.ok || !r.AtEnd()) {
    *error = "rule bundle is cut off or too long";
    return false;
  }
  if (bundle->hash != HashOf(tables)) {
    *error = "rule bundle is damaged";
    return false;
  }
  if (!Consistent(*bundle)) {
    *error = "rule bundle is inconsistent";
    return false;
  }
  return true;
}

}  // namespace caveat::rules
