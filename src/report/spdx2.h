// File: src/report/spdx2.h
//
// SPDX 2.3 as JSON. Each text is a file, each clause in it a snippet with its place; a repository is a package whose
// declared licence is what its card says and whose concluded licence is what its texts say. Licences that SPDX does not
// list come with their words. Pure, thread-safe, linear.

#ifndef CAVEAT_REPORT_SPDX2_H_
#define CAVEAT_REPORT_SPDX2_H_

#include <memory>
#include <string>

#include "report/exports.h"

namespace caveat::report {

// The whole document, ending in a line break. Texts without a SHA-256 (unreadable or cut) are named in a comment only:
// SPDX has no file without a checksum.
std::string Spdx2(const Export& e);

// A hub as one document: each repository a package with the files, snippets and base models that belong to it, so that
// one identifier says of which document all are. `hub` has no items; it must outlive the call of Begin.
std::unique_ptr<HubWriter> Spdx2Hub(const Export& hub);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_SPDX2_H_
