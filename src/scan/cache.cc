#include "scan/cache.h"

#include <utility>

namespace caveat::scan {
namespace {

// About what it takes in memory.
size_t Weight(const Content& content) {
  const Document& document = content.document;
  size_t bytes = 1024;
  for (const Finding& f : document.findings) bytes += 256 + f.quote.size() + f.params.size() * 96;
  bytes += (document.mentions.size() + document.identity.size()) * 256;
  for (const Mention& m : document.mentions) bytes += m.aliases.size() * 40;
  bytes += document.verdict.obligations.size() * 192;
  if (content.notes == nullptr) return bytes;
  const model::CardNotes& notes = *content.notes;
  bytes += 512;
  for (const model::ClaimNote& claim : notes.claims) bytes += 128 + claim.quote.size();
  for (const model::OriginNote& origin : notes.origins) bytes += 192 + origin.base.size() + origin.evidence.size();
  for (const model::ComponentNotes::Note& note : notes.components.notes) bytes += 64 + note.evidence.size();
  for (const std::string& dataset : notes.components.datasets) bytes += 48 + dataset.size();
  for (const model::ComponentNotes::HubLink& link : notes.components.hub_links)
    bytes += 80 + link.name.size() + link.shown.size();
  return bytes;
}

}  // namespace

ContentCache::Answer ContentCache::Get(const std::string& sha256, const std::function<Answer()>& make, bool* made) {
  Part& part = parts_[sha256.empty() ? 0 : static_cast<unsigned char>(sha256.back()) % kParts];
  *made = false;
  std::shared_ptr<Slot> slot;
  {
    std::unique_lock lock(part.mutex);
    if (const auto at = part.young.find(sha256); at != part.young.end()) {
      slot = at->second;
    } else if (const auto before = part.old.find(sha256); before != part.old.end()) {
      slot = before->second;
      part.old.erase(before);
      part.young.emplace(sha256, slot);
      if (slot->answer != nullptr) part.bytes += Weight(*slot->answer);
    }
    if (slot != nullptr) {
      part.ready.wait(lock, [&] { return slot->answer != nullptr; });
      return slot->answer;
    }
    slot = std::make_shared<Slot>();
    part.young.emplace(sha256, slot);
  }
  *made = true;
  Answer answer = make();
  {
    const std::lock_guard lock(part.mutex);
    slot->answer = answer;
    part.bytes += Weight(*answer);
    if (part.bytes > budget_) {
      if (!part.old.empty()) forgot_ = true;
      part.old = std::exchange(part.young, {});
      part.bytes = 0;
    }
  }
  part.ready.notify_all();
  return answer;
}

}  // namespace caveat::scan
