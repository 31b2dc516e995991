// File: src/report/cyclonedx.h
//
// CycloneDX 1.6 and 1.7 as JSON. A repository is a component of type machine-learning-model: what its card says is the
// declared licence, what its texts say the concluded one, each text's own licence is evidence, base models are
// ancestors. Single texts are components of type file. `id` is used for ids of the SPDX list only. Clauses are
// occurrences with line and offset; permissions, category and flags are properties named caveat:*. Pure, thread-safe,
// linear.

#ifndef CAVEAT_REPORT_CYCLONEDX_H_
#define CAVEAT_REPORT_CYCLONEDX_H_

#include <cstdint>
#include <memory>
#include <string>

#include "report/exports.h"

namespace caveat::report {

enum class CycloneDxVersion : uint8_t { k16, k17 };

// The whole document, ending in a line break. In 1.6 a compound concluded licence leaves no room for the declared one,
// which is then the property caveat:declared.
std::string CycloneDx(const Export& e, CycloneDxVersion version);

// A hub as one bill: tools that take bills take one for a product or a place, with many components. Each repository is
// a component, its files are components of that. `hub` has no items; it must outlive the call of Begin.
std::unique_ptr<HubWriter> CycloneDxHub(const Export& hub, CycloneDxVersion version);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_CYCLONEDX_H_
