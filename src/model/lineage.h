// File: src/model/lineage.h
//
// What a repository descends from: base models and training data, each link with its strength and the place that says
// so, and the licence that comes with it.
//
//   declared   a field says so: base_model, adapter_config.json, mergekit, general.base_model.*, modelspec.merged_from
//   strong     the card's prose says so, or a configuration holds the id of another repository
//   hint       only a name speaks for it: "...-Llama-3-8B-GGUF"
//
// The licence is that of the same scan (Context::license_of), else of the built-in table (model/bases.h), else of the
// family where all of its members share one, else unknown. Pure, thread-safe, linear in fields and words.

#ifndef CAVEAT_MODEL_LINEAGE_H_
#define CAVEAT_MODEL_LINEAGE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "model/view.h"

namespace caveat::model {

using LicenseOf = std::function<std::optional<std::string>(std::string_view id)>;

// Each base once for each relation, the strongest link first.
std::vector<Inherited> ReadLineage(const View& view, const LicenseOf& license_of);

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_LINEAGE_H_
