// File: src/model/claims.h
//
// What a card says of its model's openness and origin: "fully open source", "trained from scratch", "our own model", in
// prose and in tags. Only what is said of this very model: not of the community, of data sets, of tools, of models in
// general; a denial is no claim. And what speaks against a claim of origin.
// Pure, thread-safe, linear in the words.

#ifndef CAVEAT_MODEL_CLAIMS_H_
#define CAVEAT_MODEL_CLAIMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "model/view.h"

namespace caveat::model {

// Sorted by document and place. Kinds: "open-source", "from-scratch", "own-model".
std::vector<Claim> FindClaims(const View& view);

// A sign that the weights come from somebody else's base.
struct OriginSign {
  std::string family;  // id of model/bases.h, or the id of a repository
  std::string owner;   // "Moonshot AI", may be empty
  std::string text;    // "config.json has model_type kimi_k2"
  int weight = 1;      // 1: others share it; 2: the base alone has it; 3: a field that names the base
  Evidence evidence;
};

// Signs for bases that are neither acknowledged in the card nor the owner's own, the weightiest family's alone.
// `inherited` is the lineage of the same view.
std::vector<OriginSign> OriginSigns(const View& view, const std::vector<Inherited>& inherited);

// Does the card name the base, in its head or in its prose?
bool Acknowledges(const View& view, std::string_view family_or_id, const std::vector<Inherited>& inherited);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_CLAIMS_H_
