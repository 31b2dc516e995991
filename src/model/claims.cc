#include "model/claims.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "model/bases.h"

namespace caveat::model {

std::vector<Claim> FindClaims(const View& view) {
  std::vector<Claim> claims;
  for (const NotedCard& card : view.cards()) {
    uint32_t word = 0;
    for (const ClaimNote& note : card.notes->claims) {
      // The limit holds from word to word, as within one card.
      if (note.word != word && claims.size() >= kMostClaims) break;
      word = note.word;
      claims.push_back({std::string(note.kind), note.quote, {card.document, note.span}});
    }
  }
  if (const Source* card = view.main_card()) {
    for (const text::Field* tag : text::All(card->fields, "tags")) {
      const std::string lower = LowerCase(tag->value);
      if (lower == "open-source" || lower == "opensource" || lower == "open source") {
        claims.push_back({"open-source", tag->value, view.EvidenceOf(card->file, *tag)});
      }
    }
  }
  std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return std::tie(a.evidence.document, a.evidence.span.start_byte, a.kind) <
           std::tie(b.evidence.document, b.evidence.span.start_byte, b.kind);
  });
  return claims;
}

bool Acknowledges(const View& view, std::string_view family_or_id, const std::vector<Inherited>& inherited) {
  const Family* family = FindFamily(family_or_id);
  if (family == nullptr) family = FamilyInName(family_or_id);
  const std::string id = LowerCase(family_or_id);
  for (const Inherited& link : inherited) {
    const bool in_card = link.field == "prose" || link.field == "base_model" || link.field == "base_models" ||
                         link.field == "base_model_sources";
    if (!in_card) continue;
    if (LowerCase(link.base_model) == id) return true;
    const Family* other = FamilyInName(link.base_model);
    if (family != nullptr && other != nullptr && SameLine(family->id, other->id)) return true;
  }
  if (family != nullptr && !view.name().empty()) {
    const Family* own = FamilyInName(view.name());
    if (own != nullptr && SameLine(own->id, family->id)) return true;
  }
  return false;
}

std::vector<OriginSign> OriginSigns(const View& view, const std::vector<Inherited>& inherited) {
  std::map<std::string, std::vector<OriginSign>> by_family;
  const auto own = [&](std::string_view base) {
    return !view.owner().empty() && LowerCase(base).starts_with(LowerCase(view.owner()) + "/");
  };
  for (const Inherited& link : inherited) {
    const bool field = link.field != "prose" && link.field != "base_model" && link.field != "name" &&
                       link.field != "base_models" && link.relation != "trained-on";
    if (!field || own(link.base_model) || link.document == kNoDocument) continue;
    const Family* family = FamilyInName(link.base_model);
    OriginSign sign;
    sign.family = family != nullptr ? std::string(family->id) : link.base_model;
    sign.owner = family != nullptr ? std::string(family->owner) : std::string();
    sign.text = link.source + " names " + link.base_model + " as " + link.field;
    sign.weight = link.strength == "hint" ? 2 : 3;
    sign.evidence = {link.document, link.span};
    by_family[sign.family].push_back(std::move(sign));
  }
  for (const Source& source : view.sources()) {
    if (source.format != SourceFormat::kJson && source.format != SourceFormat::kGguf) continue;
    for (const text::Field& field : source.fields) {
      std::string_view key = field.key;
      if (const size_t dot = key.rfind('.'); dot != std::string_view::npos && !key.starts_with("auto_map")) {
        if (key.starts_with("text_config.") || key.starts_with("llm_config.") || key.ends_with(".vocab_size"))
          key = key.substr(dot + 1);
      }
      for (const Fingerprint& print : AllFingerprints()) {
        if (print.key != key || print.value != field.value) continue;
        const Family* family = FindFamily(print.family);
        if (family == nullptr || own(family->base)) continue;
        OriginSign sign;
        sign.family = std::string(print.family);
        sign.owner = std::string(family->owner);
        sign.text = view.PathOf(source.file) + " has " + std::string(key) + " " + field.value;
        sign.weight = print.strength == Fingerprint::kStrong ? 2 : 1;
        sign.evidence = view.EvidenceOf(source.file, field);
        auto& list = by_family[sign.family];
        const bool seen =
            std::any_of(list.begin(), list.end(), [&](const OriginSign& s) { return s.text == sign.text; });
        if (!seen) list.push_back(std::move(sign));
      }
    }
  }
  // Versions of one line speak for each other: llama and llama-3.
  const std::vector<OriginSign>* best = nullptr;
  int best_weight = 0;
  for (auto& [family, signs] : by_family) {
    if (Acknowledges(view, family, inherited)) continue;
    int weight = 0;
    for (const OriginSign& sign : signs) weight += sign.weight;
    if (weight > best_weight) {
      best_weight = weight;
      best = &signs;
    }
  }
  return best == nullptr ? std::vector<OriginSign>() : *best;
}

}  // namespace caveat::model
