#include "match/anchor_index.h"

#include <algorithm>
#include <bit>
#include <map>
#include <span>
#include <vector>

namespace caveat::match {

AnchorIndex::AnchorIndex(const rules::Bundle& bundle, Vocabulary* vocabulary, int tier, rules::TableReader* made)
    : strings_(bundle.strings.bytes.data()), tier_(tier) {
  if (made != nullptr) {
    Tables(*made);
    mask_ = slots_.size() - 1;
    return;
  }
  const uint32_t words = bundle.vocab.size();
  heads_.assign(words, {});
  std::map<uint32_t, std::vector<Entry>> open;
  std::vector<std::pair<uint64_t, Entry>> pairs;
  const auto text_of = [&](std::string_view part) {
    return Text{static_cast<uint32_t>(part.data() - strings_), static_cast<uint32_t>(part.size())};
  };
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
        stems_.push_back({text_of(parts[0]), a});
        vocabulary->NoteStem(parts[0]);
      } else if (const uint32_t id = vocabulary->Find(parts[0]); id != rules::kNone) {
        heads_.Edit(id).single = a;
      }
      continue;
    }
    const uint32_t head = vocabulary->Find(parts[0]);
    if (head == rules::kNone) continue;
    Entry entry{a, static_cast<uint32_t>(rest_.size()), static_cast<uint8_t>(parts.size()), anchor.open != 0, 0, {}};
    for (size_t i = 1; i < parts.size(); ++i) {
      if (entry.open && i + 1 == parts.size())
        entry.stem = text_of(parts[i]);
      else
        rest_.push_back(vocabulary->Find(parts[i]));
    }
    if (entry.open && parts.size() == 2) {
      open[head].push_back(entry);
    } else {
      heads_.Edit(head).pairs = true;
      pairs.emplace_back((uint64_t{head} << 32) | rest_[entry.rest_first], entry);
    }
  }
  for (const auto& [head, list] : open) {
    heads_.Edit(head).open_first = static_cast<uint32_t>(open_.size());
    heads_.Edit(head).open_count = static_cast<uint16_t>(list.size());
    open_.Append(list.begin(), list.end());
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  slots_.assign(std::bit_ceil(pairs.size() * 2 + 16), {});
  pairs_.assign(1024, 0);
  mask_ = slots_.size() - 1;
  for (size_t i = 0; i < pairs.size();) {
    size_t j = i;
    const uint64_t hash = Hash(pairs[i].first);
    pairs_.Edit(hash >> 22) |= uint64_t{1} << (hash >> 16 & 63);
    uint64_t at = hash & mask_;
    while (slots_[at].count > 0) at = (at + 1) & mask_;
    Slot& slot = slots_.Edit(at);
    slot.key = pairs[i].first;
    slot.first = static_cast<uint32_t>(entries_.size());
    for (; j < pairs.size() && pairs[j].first == pairs[i].first; ++j) entries_.push_back(pairs[j].second);
    slot.count = static_cast<uint32_t>(j - i);
    i = j;
  }
  const std::span<Stem> stems = stems_.EditAll();
  std::stable_sort(stems.begin(), stems.end(), [&](const Stem& x, const Stem& y) {
    return StemHash(TextOf(x.text)) % kStemBuckets < StemHash(TextOf(y.text)) % kStemBuckets;
  });
  stem_buckets_.assign(kStemBuckets + 1, 0);
  for (const Stem& stem : stems_) ++stem_buckets_.Edit(StemHash(TextOf(stem.text)) % kStemBuckets + 1);
  for (uint32_t i = 0; i < kStemBuckets; ++i) stem_buckets_.Edit(i + 1) += stem_buckets_[i];
  for (uint32_t id = 0; id < words; ++id) {
    const std::string_view word = bundle.vocab[id];
    Head& head = heads_.Edit(id);
    if (word.size() >= Vocabulary::kStemBytes) {
      const uint32_t key = StemHash(word) % kStemBuckets;
      head.stem_first = static_cast<uint32_t>(stem_lists_.size());
      for (uint32_t s = stem_buckets_[key]; s < stem_buckets_[key + 1]; ++s)
        if (word.starts_with(TextOf(stems_[s].text))) stem_lists_.push_back(stems_[s].anchor);
      head.stem_count = static_cast<uint32_t>(stem_lists_.size()) - head.stem_first;
    }
    if (head.single != rules::kNone || head.stem_count > 0 || head.pairs || head.open_count > 0)
      vocabulary->NoteAnchor(id, tier);
  }
}

}  // namespace caveat::match
