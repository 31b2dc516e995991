// File: src/report/spdx3.h
//
// SPDX 3.0.1 as JSON-LD. The same facts as spdx2.h in its words: files, snippets, licence expressions that
// relationships attach, lineage. A repository is an AI package; conformance to the AI profile is not claimed, for its
// release time, supplier and place are not among the things that texts tell. Pure, thread-safe, linear.

#ifndef CAVEAT_REPORT_SPDX3_H_
#define CAVEAT_REPORT_SPDX3_H_

#include <memory>
#include <string>

#include "report/exports.h"

namespace caveat::report {

// The whole document, ending in a line break.
std::string Spdx3(const Export& e);

// A hub as one graph: each repository a root element; equal licence expressions are one element. The ids of all
// elements are held until the end. `hub` has no items; it must outlive the call of Begin.
std::unique_ptr<HubWriter> Spdx3Hub(const Export& hub);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_SPDX3_H_
