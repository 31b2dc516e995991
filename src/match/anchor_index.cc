#include "match/anchor_index.h"

#include <algorithm>
#include <bit>
#include <map>

namespace caveat::match {

AnchorIndex::AnchorIndex(const rules::Bundle& bundle, const Vocabulary& vocabulary, int tier) {
  const uint32_t words = bundle.vocab.size();
  heads_.resize(words);
  std::map<uint32_t, std::vector<Entry>> open;
  std::vector<std::pair<uint64_t, Entry>> pairs;
  for (uint32_t a = 0; a < bundle.anchors.size(); ++a) {
    const rules::BAnchor& anchor = bundle.anchors[a];
    if (anchor.tier != tier) continue;
    std::string_view text = bundle.strings[anchor.text];
    text.remove_prefix(1);
    if (!anchor.open) text.remove_suffix(1);
    std::vector<std::string_view> parts;
    for (size_t i = 0; i <= text.size();) {
      const size_t j = std::min(text.find(' ', i), text.size());
      parts.push_back(text.substr(i, j - i));
      i = j + 1;
    }
    if (parts.size() == 1) {
      if (anchor.open) {
        stems_.push_back({parts[0], a});
      } else if (const uint32_t id = vocabulary.Find(parts[0]); id != rules::kNone) {
        heads_[id].single = a;
      }
      continue;
    }
    const uint32_t head = vocabulary.Find(parts[0]);
    if (head == rules::kNone) continue;
    Entry entry{a, static_cast<uint32_t>(rest_.size()), static_cast<uint8_t>(parts.size()), anchor.open != 0, {}};
    for (size_t i = 1; i < parts.size(); ++i) {
      if (entry.open && i + 1 == parts.size())
        entry.stem = parts[i];
      else
        rest_.push_back(vocabulary.Find(parts[i]));
    }
    if (entry.open && parts.size() == 2) {
      open[head].push_back(entry);
    } else {
      heads_[head].pairs = true;
      pairs.emplace_back((uint64_t{head} << 32) | rest_[entry.rest_first], entry);
    }
  }
  for (const auto& [head, list] : open) {
    heads_[head].open_first = static_cast<uint32_t>(open_.size());
    heads_[head].open_count = static_cast<uint16_t>(list.size());
    open_.insert(open_.end(), list.begin(), list.end());
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  slots_.assign(std::bit_ceil(pairs.size() * 2 + 16), {});
  mask_ = slots_.size() - 1;
  for (size_t i = 0; i < pairs.size();) {
    size_t j = i;
    uint64_t at = Hash(pairs[i].first) & mask_;
    while (slots_[at].count > 0) at = (at + 1) & mask_;
    slots_[at].key = pairs[i].first;
    slots_[at].first = static_cast<uint32_t>(entries_.size());
    for (; j < pairs.size() && pairs[j].first == pairs[i].first; ++j) entries_.push_back(pairs[j].second);
    slots_[at].count = static_cast<uint32_t>(j - i);
    i = j;
  }
  std::stable_sort(stems_.begin(), stems_.end(), [](const Stem& x, const Stem& y) {
    return StemHash(x.text) % kStemBuckets < StemHash(y.text) % kStemBuckets;
  });
  for (const Stem& stem : stems_) ++stem_buckets_[StemHash(stem.text) % kStemBuckets + 1];
  for (uint32_t i = 0; i < kStemBuckets; ++i) stem_buckets_[i + 1] += stem_buckets_[i];
  for (uint32_t id = 0; id < words; ++id) {
    const std::string_view word = bundle.vocab[id];
    if (word.size() < kStemKey) continue;
    const uint32_t key = StemHash(word) % kStemBuckets;
    heads_[id].stem_first = static_cast<uint32_t>(stem_lists_.size());
    for (uint32_t s = stem_buckets_[key]; s < stem_buckets_[key + 1]; ++s)
      if (word.starts_with(stems_[s].text)) stem_lists_.push_back(stems_[s].anchor);
    heads_[id].stem_count = static_cast<uint32_t>(stem_lists_.size()) - heads_[id].stem_first;
  }
}

}  // namespace caveat::match
