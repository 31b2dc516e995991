#include "classify/mention_subjects.h"

namespace caveat::mention {

uint8_t SubjectReader::Subjects(uint32_t from, uint32_t to, bool* repository) const {
  uint8_t subjects = 0, weak = 0;
  bool inside = false;  // "the code for the X model": what follows only tells which code
  for (uint32_t i = from; i < to; ++i) {
    const std::string_view word = W(i);
    if (Url(i)) continue;
    if ((words_.marks(i) & (text::kComma | text::kSemicolon)) != 0 ||
        In(word, {"and", "or", "well", "plus", "和", "及", "与", "或", "et", "y", "und"}))
      inside = false;
    if (static_cast<unsigned char>(word[0]) >= 0xE3) {
      if (Pair(i, "代", "码") || Pair(i, "源", "码")) {
        subjects |= kCode;
      } else if (Pair(i, "模", "型") || Pair(i, "权", "重") || Pair(i, "参", "数")) {
        // 模型(的)(推理|训练)代码 is code.
        uint32_t next = i + 2;
        if (W(next) == "的") ++next;
        if (Pair(next, "推", "理") || Pair(next, "训", "练")) next += 2;
        if (!(next < to && (Pair(next, "代", "码") || Pair(next, "源", "码")))) subjects |= kWeights;
      } else if ((Pair(i, "数", "据") && !Pair(i + 2, "合", "规")) || Pair(i, "语", "料")) {
        subjects |= kData;
      } else if (Pair(i, "文", "档")) {
        subjects |= kDocs;
      } else if (Pair(i, "仓", "库") && repository != nullptr) {
        *repository = true;
      } else if (word.starts_with("モデル") || word.starts_with("모델")) {
        subjects |= kWeights;
      } else if (word.starts_with("コード") || word.starts_with("코드")) {
        subjects |= kCode;
      } else if (word.starts_with("データ") || word.starts_with("데이터")) {
        subjects |= kData;
      }
      continue;
    }
    if (In(word, {"repository", "repo"}) && repository != nullptr) *repository = true;
    if (inside) continue;
    const std::string_view next = i + 1 < to ? W(i + 1) : std::string_view();
    const bool leads = In(next, {"for", "of", "to", "behind"});
    if (In(word, {"code", "codes", "codebase", "software", "script", "scripts", "wrapper", "library", "package",
                  "toolkit", "implementation", "código", "quellcode"})) {
      subjects |= kCode;
      inside = leads;
    } else if (In(word,
                  {"data", "dataset", "datasets", "corpus", "corpora", "annotations", "données", "datos", "daten"})) {
      subjects |= kData;
      inside = leads;
    } else if (In(word, {"documentation", "docs", "tutorials"})) {
      subjects |= kDocs;
      inside = leads;
    } else if (In(word, {"weight",  "weights",  "checkpoint", "checkpoints", "ckpt",    "lora",      "loras",
                         "adapter", "adapters", "poids",      "modèle",      "modèles", "modelo",    "modelos",
                         "pesos",   "modell",   "modelle",    "llm",         "llms",    "parameters"})) {
      subjects |= kWeights;
    } else if (In(word, {"model", "models"})) {
      if (!In(next, {"card", "cards", "zoo", "hub", "page", "code", "codebase", "implementation"}))
        subjects |= kWeights;
    } else if (In(word, {"encoder", "decoder", "vae", "backbone"})) {
      weak |= kWeights;
    }
  }
  return subjects != 0 ? subjects : weak;
}

uint8_t SubjectReader::FollowingItems(uint32_t from) const {
  uint8_t subjects = 0;
  uint32_t i = SentenceEnd(from);
  uint32_t read = 0;
  while (i < words_.size() && (words_.marks(i) & text::kItem) != 0 && read < 400) {
    const uint32_t end = SentenceEnd(i);
    subjects |= Subjects(i, end);
    read += end - i;
    i = end;
  }
  return subjects;
}

uint8_t SubjectReader::FromHeading(uint32_t i) const {
  uint32_t at = i;
  const uint32_t least = i > 400 ? i - 400 : 0;
  while (at > least && (words_.marks(at - 1) & text::kHeading) == 0) --at;
  if (at == least) return 0;
  const uint32_t to = at;
  while (at > least && (words_.marks(at - 1) & text::kHeading) != 0) {
    --at;
    if ((words_.marks(at) & text::kParagraph) != 0) break;
  }
  bool speaks = false;
  for (uint32_t k = at; k < to; ++k) speaks |= IsLicenseWord(W(k)) || Pair(k, "许", "可") || Pair(k, "协", "议");
  return speaks ? Subjects(at, to) : 0;
}

uint8_t SubjectReader::EarlierStatement(uint32_t sentence) const {
  uint32_t at = sentence;
  for (int sentences = 0; sentences < 4 && at > 0; ++sentences) {
    const uint32_t from = SentenceStart(at - 1);
    for (uint32_t i = from; i < at; ++i) {
      if (!In(W(i), {"licensed", "released", "license"})) continue;
      if ((words_.marks(i) & text::kHeading) != 0) return 0;
      if (const uint8_t subjects = Subjects(from, at)) return subjects;
    }
    at = from;
  }
  return 0;
}

}  // namespace caveat::mention
