// File: src/cli/exports.h
//
// The formats of other tools, by the names that --format takes, and the time they are stamped with.

#ifndef CAVEAT_CLI_EXPORTS_H_
#define CAVEAT_CLI_EXPORTS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "report/exports.h"

namespace caveat::cli {

// "sarif", "spdx" ...: formats for which all is collected first.
const std::vector<std::string_view>& ExportFormats();
bool IsExportFormat(std::string_view format);
// The formats of a command: `own` ones, then ExportFormats().
std::vector<std::string_view> WithExports(std::vector<std::string_view> own);

// The bytes of the file have to be kept for the format.
bool WantsBytes(std::string_view format, const Document& document);

// Everything in one of ExportFormats().
std::string WriteExport(std::string_view format, const report::Export& e);

// A repository out of a database: the words of its texts are not there.
report::Export ExportOf(const model::Model& model);
// A repository to be exported; both must outlive the answer. `tool` and `created` are left to the caller.
report::Export ExportOf(const model::Model& model, const model::Repository& repository);

// Formats of a whole database in one document, apart from those that `caveat export` writes line by line; the writer of
// one of them, or null. `hub` must outlive it.
const std::vector<std::string_view>& HubFormats();
std::unique_ptr<report::HubWriter> HubWriterOf(std::string_view format, const report::Export& hub);
// What a file of this format ends in: ".spdx.json".
std::string_view EndingOf(std::string_view format);

// Now, as "2026-01-31T12:00:00Z"; SOURCE_DATE_EPOCH (seconds) sets it, so that the same run can give the same bytes.
std::string Now();

}  // namespace caveat::cli

#endif  // CAVEAT_CLI_EXPORTS_H_
