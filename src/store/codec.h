// File: src/store/codec.h
//
// Answers as bytes and back: what the database keeps of a document and of a model, so that an export prints what
// `caveat model` would print, without a file being read again. Not an exchange format: `kCodecVersion` stands in the
// database, and another version is read again from the files.
//
//   std::string bytes = EncodeModel(model);          // without the documents, which repeat
//   Decoder decoder;
//   model::Model back;
//   if (!decoder.Model(bytes, &back)) ...             // damaged
//
// Encode functions are pure. A Decoder holds the ids that answers point to; it must outlive them. Total on any bytes.

#ifndef CAVEAT_STORE_CODEC_H_
#define CAVEAT_STORE_CODEC_H_

#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "caveat.h"
#include "model/model.h"

namespace caveat::store {

inline constexpr int kCodecVersion = 1;

// Without the path, which is the repository's matter.
std::string EncodeDocument(const Document& document);
// Without the documents.
std::string EncodeModel(const model::Model& model);

class Decoder {
 public:
  bool Document(std::string_view bytes, caveat::Document* document);
  bool Model(std::string_view bytes, model::Model* model);
  // The same, quicker, without what no policy asks about: what was declared, found and inherited, claims, components,
  // questions, duties, which documents govern. These stay empty, and of openness all but the class.
  bool Terms(std::string_view bytes, model::Model* model);

 private:
  friend class In;
  std::string_view Keep(std::string_view id);

  std::deque<std::string> kept_;
  std::map<std::string_view, std::string_view, std::less<>> ids_;
};

}  // namespace caveat::store

#endif  // CAVEAT_STORE_CODEC_H_
