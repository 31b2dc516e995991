#include "rules/bundle.h"

#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace caveat::rules {
namespace {

constexpr char kMagic[8] = {'C', 'A', 'V', 'E', 'A', 'T', 'R', 'B'};

constexpr size_t kHead = sizeof(kMagic) + 2 * sizeof(uint32_t);

// Of a TableWriter or TableReader.
template <class Archive, class B>
void Tables(Archive& a, B& b) {
  a(b.vocab);
  a(b.strings);
  a(b.nodes);
  a(b.ids);
  a(b.kids);
  a(b.stems);
  a(b.refs);
  a(b.lines);
  a(b.variants);
  a(b.anchors);
  a(b.guards);
  a(b.sets);
  a(b.params);
  a(b.values);
}

bool Consistent(const Bundle& b) {
  const auto pool = [](const StringPool& p) {
    if (p.ends.empty()) return p.bytes.empty();
    if (p.ends[0] != 0 || p.ends.back() != p.bytes.size()) return false;
    for (size_t i = 1; i < p.ends.size(); ++i)
      if (p.ends[i] < p.ends[i - 1]) return false;
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

// Views; `tables` are the bytes that the hash is of.
bool View(std::string_view bytes, Bundle* bundle, std::string_view* tables) {
  TableReader r(bytes.substr(kHead));
  Tables(r, *bundle);
  *tables = bytes.substr(kHead, bytes.size() - kHead - r.left());
  Table<char> hash;
  r(hash);
  r(bundle->databases[0]);
  r(bundle->databases[1]);
  r(bundle->engine_tables);
  bundle->hash = AsText(hash);
  return r.Done();
}

}  // namespace

void HashBundle(Bundle* bundle) {
  TableWriter w;
  Tables(w, *bundle);
  bundle->hash = HashOf(w.out);
}

std::string Serialize(const Bundle& bundle) {
  TableWriter w;
  w.out.append(kMagic, sizeof(kMagic));
  for (const uint32_t head : {kBundleVersion, uint32_t{0}})
    w.out.append(reinterpret_cast<const char*>(&head), sizeof(head));
  Tables(w, bundle);
  w(BytesOf(bundle.hash));
  w(bundle.databases[0]);
  w(bundle.databases[1]);
  w(bundle.engine_tables);
  return std::move(w.out);
}

bool Deserialize(std::string_view bytes, Bundle* bundle, std::string* error) {
  uint32_t version = 0;
  if (bytes.size() < kHead || std::memcmp(bytes.data(), kMagic, sizeof(kMagic)) != 0) {
    *error = "not a rule bundle";
    return false;
  }
  std::memcpy(&version, bytes.data() + sizeof(kMagic), sizeof(version));
  if (version != kBundleVersion) {
    *error =
        "rule bundle of version " + std::to_string(version) + ", this program reads " + std::to_string(kBundleVersion);
    return false;
  }
  std::string_view tables;
  if (!View(bytes, bundle, &tables)) {
    *error = "rule bundle is cut off or too long";
    return false;
  }
  bundle->engine_tables.clear();
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

bool ViewEmbedded(std::string_view bytes, Bundle* bundle) {
  std::string_view tables;
  return bytes.size() > kHead && View(bytes, bundle, &tables);
}

}  // namespace caveat::rules
