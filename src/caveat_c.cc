#include "caveat_c.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "classify/known.h"
#include "model/judge.h"
#include "model/pointer.h"
#include "model/roles.h"
#include "report/json.h"
#include "report/model_json.h"

struct caveat_rules {
  std::shared_ptr<const caveat::Rules> rules;
};

struct caveat_licenses {
  std::shared_ptr<const caveat::classify::KnownLicenses> licenses;
};

struct caveat_scanner {
  caveat_scanner(std::shared_ptr<const caveat::Rules> r,
                 const std::shared_ptr<const caveat::classify::KnownLicenses>& licenses)
      : rules(std::move(r)), scanner(*rules, licenses), licenses_hash(licenses ? licenses->hash() : std::string()) {}
  std::shared_ptr<const caveat::Rules> rules;
  caveat::Scanner scanner;
  std::string licenses_hash;  // empty: the built-in ones
};

struct caveat_document {
  caveat::Document document;
  std::shared_ptr<const caveat::Rules> rules;
  std::string licenses_hash;
};

namespace {

using caveat::Document;

std::string_view View(caveat_view view) {
  return view.data == nullptr ? std::string_view() : std::string_view(view.data, view.size);
}
caveat_view View(std::string_view view) { return {view.data(), view.size()}; }
bool Good(caveat_view view) { return view.data != nullptr || view.size == 0; }

caveat_span Span(const caveat::Span& s) { return {s.start_byte, s.end_byte, s.start_line, s.end_line}; }
// Names of the taxonomy are literals, so a zero byte follows them.
const char* Literal(std::string_view name) { return name.data(); }
const char* OrNull(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

// Runs `body`, which returns a status; what it throws becomes one.
template <class Body>
caveat_status Guarded(Body&& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return CAVEAT_OUT_OF_MEMORY;
  } catch (const std::exception&) {
    return CAVEAT_INTERNAL;
  }
}

char* Copy(std::string_view text) {
  char* const out = new char[text.size() + 1];
  std::memcpy(out, text.data(), text.size());
  out[text.size()] = '\0';
  return out;
}

// As much of `full` as the caller has room for.
template <class T>
caveat_status Fill(T full, T* out) {
  if (out->struct_size < sizeof(size_t)) return CAVEAT_BAD_ARGUMENT;
  full.struct_size = out->struct_size;
  std::memcpy(out, &full, std::min(out->struct_size, sizeof(T)));
  return CAVEAT_OK;
}

template <class Source>
bool Sources(const caveat_source* sources, size_t count, std::vector<Source>* out) {
  if (sources == nullptr && count > 0) return false;
  for (size_t i = 0; i < count; ++i) {
    if (!Good(sources[i].name) || !Good(sources[i].content)) return false;
    out->push_back({std::string(View(sources[i].name)), std::string(View(sources[i].content))});
  }
  return true;
}

caveat_status Refused(const std::string& why, char** message) {
  if (why == "out of memory") return CAVEAT_OUT_OF_MEMORY;
  if (message != nullptr) *message = Copy(why);
  return CAVEAT_BAD_RULES;
}

// The element of `list` at `index`, given to `fill`.
template <class List, class Out, class Make>
caveat_status Element(const caveat_document* document, const List& list, size_t index, Out* out, Make&& make) {
  if (document == nullptr || out == nullptr) return CAVEAT_BAD_ARGUMENT;
  if (index >= list.size()) return CAVEAT_END;
  return Fill(make(list[index]), out);
}
template <class T>
const std::vector<T>& None() {
  static const std::vector<T> none;
  return none;
}

// What the caller gave of a file, as the judge sees it.
caveat::model::File File(const caveat_file& given) {
  using caveat::model::Content;
  caveat::model::File file;
  file.path = View(given.path);
  file.size = std::max<uint64_t>(given.size, given.bytes.size);
  file.size_known = given.size != 0 || given.bytes.data != nullptr;
  if (given.bytes.data == nullptr) return file;
  file.bytes = View(given.bytes);
  file.content = file.bytes.size() < file.size ? Content::kHead : Content::kWhole;
  if (const auto pointer = caveat::model::ReadPointer(file.bytes)) {
    file.content = Content::kPointer;
    file.size = pointer->size;
    file.size_known = pointer->size_known;
    file.bytes.clear();
  }
  return file;
}

}  // namespace

extern "C" {

const char* caveat_status_text(caveat_status status) {
  switch (status) {
    case CAVEAT_OK:
      return "ok";
    case CAVEAT_END:
      return "no such element";
    case CAVEAT_BAD_ARGUMENT:
      return "bad argument";
    case CAVEAT_BAD_RULES:
      return "the input does not parse";
    case CAVEAT_OUT_OF_MEMORY:
      return "out of memory";
    default:
      return "internal error";
  }
}

const char* caveat_version(void) { return Literal(caveat::Version()); }

void caveat_string_free(char* text) { delete[] text; }

caveat_status caveat_rules_built_in(caveat_rules** out) {
  if (out == nullptr) return CAVEAT_BAD_ARGUMENT;
  *out = nullptr;
  return Guarded([&] {
    *out = new caveat_rules{caveat::Rules::BuiltIn()};
    return CAVEAT_OK;
  });
}

caveat_status caveat_rules_compile(const caveat_source* files, size_t count, caveat_rules** out, char** message) {
  if (message != nullptr) *message = nullptr;
  if (out == nullptr) return CAVEAT_BAD_ARGUMENT;
  *out = nullptr;
  return Guarded([&]() -> caveat_status {
    std::vector<caveat::RuleSource> sources;
    if (!Sources(files, count, &sources)) return CAVEAT_BAD_ARGUMENT;
    auto rules = caveat::Rules::Compile(sources);
    if (!rules) return Refused(rules.error(), message);
    *out = new caveat_rules{*rules};
    return CAVEAT_OK;
  });
}

const char* caveat_rules_hash(const caveat_rules* rules) {
  return rules == nullptr ? "" : rules->rules->hash().c_str();
}

void caveat_rules_free(caveat_rules* rules) { delete rules; }

caveat_status caveat_licenses_load(const caveat_source* sources, size_t count, int built_in, caveat_licenses** out,
                                   char** message) {
  if (message != nullptr) *message = nullptr;
  if (out == nullptr) return CAVEAT_BAD_ARGUMENT;
  *out = nullptr;
  return Guarded([&]() -> caveat_status {
    std::vector<caveat::LicenseSource> list;
    if (!Sources(sources, count, &list)) return CAVEAT_BAD_ARGUMENT;
    auto licenses = caveat::LoadLicenses(list, built_in != 0);
    if (!licenses) return Refused(licenses.error(), message);
    *out = new caveat_licenses{*licenses};
    return CAVEAT_OK;
  });
}

const char* caveat_licenses_hash(const caveat_licenses* licenses) {
  return licenses == nullptr ? "" : licenses->licenses->hash().c_str();
}

void caveat_licenses_free(caveat_licenses* licenses) { delete licenses; }

caveat_status caveat_scanner_new(const caveat_rules* rules, const caveat_licenses* licenses, caveat_scanner** out) {
  if (out == nullptr) return CAVEAT_BAD_ARGUMENT;
  *out = nullptr;
  if (rules == nullptr) return CAVEAT_BAD_ARGUMENT;
  return Guarded([&] {
    *out = new caveat_scanner(rules->rules, licenses == nullptr ? nullptr : licenses->licenses);
    return CAVEAT_OK;
  });
}

void caveat_scanner_free(caveat_scanner* scanner) { delete scanner; }

caveat_status caveat_check(caveat_scanner* scanner, caveat_view path, caveat_view bytes,
                           const caveat_check_options* options, caveat_document** out) {
  if (out == nullptr) return CAVEAT_BAD_ARGUMENT;
  *out = nullptr;
  if (scanner == nullptr || !Good(path) || !Good(bytes)) return CAVEAT_BAD_ARGUMENT;
  caveat_check_options all = {};
  if (options != nullptr) {
    if (options->struct_size < sizeof(size_t)) return CAVEAT_BAD_ARGUMENT;
    std::memcpy(&all, options, std::min(options->struct_size, sizeof all));
  }
  return Guarded([&] {
    caveat::CheckOptions check;
    check.identity = all.without_identity == 0;
    check.sha256 = all.without_sha256 == 0;
    auto document = std::make_unique<caveat_document>();
    document->document = scanner->scanner.Check(View(path), View(bytes), check);
    document->rules = scanner->rules;
    document->licenses_hash = scanner->licenses_hash;
    *out = document.release();
    return CAVEAT_OK;
  });
}

void caveat_document_free(caveat_document* document) { delete document; }

caveat_status caveat_document_json(const caveat_document* document, int line, char** json) {
  if (json == nullptr) return CAVEAT_BAD_ARGUMENT;
  *json = nullptr;
  if (document == nullptr) return CAVEAT_BAD_ARGUMENT;
  return Guarded([&] {
    if (line != 0) {
      *json = Copy(caveat::report::DocumentJson(document->document));
    } else {
      caveat::report::Tool tool = caveat::report::ToolOf(*document->rules);
      if (!document->licenses_hash.empty()) tool.licenses = document->licenses_hash;
      *json = Copy(caveat::report::CheckJson({&document->document, 1}, tool));
    }
    return CAVEAT_OK;
  });
}

caveat_status caveat_document_summary(const caveat_document* document, caveat_summary* out) {
  if (document == nullptr || out == nullptr) return CAVEAT_BAD_ARGUMENT;
  const Document& d = document->document;
  caveat_summary full = {};
  full.status = Literal(caveat::report::StatusName(d.status));
  full.bytes = d.bytes;
  full.language = d.language.empty() ? "und" : d.language.c_str();
  full.sha256 = OrNull(d.sha256);
  full.expression = d.expression ? OrNull(*d.expression) : nullptr;
  full.category = Literal(caveat::Name(d.verdict.category));
  full.summary = d.summary.c_str();
  full.identities = d.identity.size();
  full.findings = d.findings.size();
  full.mentions = d.mentions.size();
  full.obligations = d.verdict.obligations.size();
  full.flags = d.verdict.flags.size();
  return Fill(full, out);
}

caveat_status caveat_document_finding(const caveat_document* document, size_t index, caveat_finding* out) {
  const auto& list = document == nullptr ? None<caveat::Finding>() : document->document.findings;
  return Element(document, list, index, out, [](const caveat::Finding& f) {
    const caveat::ClauseInfo& info = caveat::AllClauses()[f.clause_id];
    caveat_finding full = {};
    full.clause = Literal(f.clause);
    full.title = Literal(info.title);
    full.meaning = Literal(info.meaning);
    full.quote = View(f.quote);
    full.span = Span(f.span);
    full.has_lead = f.lead ? 1 : 0;
    if (f.lead) full.lead = Span(*f.lead);
    full.confidence = Literal(caveat::Name(f.confidence));
    full.hidden = f.hidden ? 1 : 0;
    full.params = f.params.size();
    return full;
  });
}

caveat_status caveat_finding_param(const caveat_document* document, size_t finding, size_t index, caveat_param* out) {
  if (document == nullptr) return CAVEAT_BAD_ARGUMENT;
  if (finding >= document->document.findings.size()) return CAVEAT_END;
  return Element(document, document->document.findings[finding].params, index, out, [](const caveat::Param& p) {
    caveat_param full = {};
    full.name = p.name.c_str();
    full.kind = static_cast<int32_t>(p.kind);
    full.text = View(p.text);
    full.number = p.number;
    full.items = p.list.size();
    return full;
  });
}

caveat_status caveat_finding_param_item(const caveat_document* document, size_t finding, size_t param, size_t index,
                                        caveat_view* out) {
  if (document == nullptr || out == nullptr) return CAVEAT_BAD_ARGUMENT;
  const auto& findings = document->document.findings;
  if (finding >= findings.size() || param >= findings[finding].params.size()) return CAVEAT_END;
  const std::vector<std::string>& list = findings[finding].params[param].list;
  if (index >= list.size()) return CAVEAT_END;
  *out = View(list[index]);
  return CAVEAT_OK;
}

caveat_status caveat_document_identity(const caveat_document* document, size_t index, caveat_identity* out) {
  const auto& list = document == nullptr ? None<caveat::Identity>() : document->document.identity;
  return Element(document, list, index, out, [](const caveat::Identity& i) {
    caveat_identity full = {};
    full.license = i.license.c_str();
    full.spdx = i.spdx.c_str();
    full.how = i.how.c_str();
    full.coverage = i.coverage;
    full.span = Span(i.span);
    full.added = i.added.size();
    full.missing = i.missing.size();
    return full;
  });
}

caveat_status caveat_document_mention(const caveat_document* document, size_t index, caveat_mention* out) {
  const auto& list = document == nullptr ? None<caveat::Mention>() : document->document.mentions;
  return Element(document, list, index, out, [](const caveat::Mention& m) {
    caveat_mention full = {};
    full.name = View(m.name);
    full.license = m.license.c_str();
    full.covers = m.covers.empty() ? "unspecified" : m.covers.c_str();
    full.span = Span(m.span);
    return full;
  });
}

caveat_status caveat_document_permission(const caveat_document* document, size_t index, caveat_permission* out) {
  if (document == nullptr || out == nullptr) return CAVEAT_BAD_ARGUMENT;
  if (index >= caveat::kActivities) return CAVEAT_END;
  const caveat::Permission& permission = document->document.verdict.permissions[index];
  caveat_permission full = {};
  full.activity = Literal(caveat::Name(static_cast<caveat::Activity>(index)));
  full.value = Literal(caveat::Name(permission.value));
  full.reasons = permission.because.size();
  return Fill(full, out);
}

caveat_status caveat_document_obligation(const caveat_document* document, size_t index, caveat_obligation* out) {
  const auto& list = document == nullptr ? None<caveat::Obligation>() : document->document.verdict.obligations;
  return Element(document, list, index, out, [](const caveat::Obligation& o) {
    caveat_obligation full = {};
    full.clause = Literal(o.clause);
    full.when = Literal(caveat::Name(o.when));
    full.text = o.text.c_str();
    return full;
  });
}

const char* caveat_document_flag(const caveat_document* document, size_t index) {
  if (document == nullptr || index >= document->document.verdict.flags.size()) return nullptr;
  return Literal(caveat::Name(document->document.verdict.flags[index]));
}

uint64_t caveat_wish(caveat_view path, uint64_t size) {
  return Good(path) ? caveat::model::WishFor(View(path), size) : 0;
}

uint64_t caveat_header_wish(caveat_view path, caveat_view head) {
  return Good(path) && Good(head) ? caveat::model::HeaderLength(View(path), View(head)) : 0;
}

caveat_status caveat_model(caveat_scanner* scanner, const caveat_repository* repository, char** json) {
  if (json == nullptr) return CAVEAT_BAD_ARGUMENT;
  *json = nullptr;
  if (scanner == nullptr || repository == nullptr || repository->struct_size < sizeof(size_t))
    return CAVEAT_BAD_ARGUMENT;
  caveat_repository given = {};
  std::memcpy(&given, repository, std::min(repository->struct_size, sizeof given));
  if (!Good(given.id) || !Good(given.revision) || (given.files == nullptr && given.file_count > 0))
    return CAVEAT_BAD_ARGUMENT;
  for (size_t i = 0; i < given.file_count; ++i) {
    if (!Good(given.files[i].path) || !Good(given.files[i].bytes)) return CAVEAT_BAD_ARGUMENT;
  }
  return Guarded([&] {
    caveat::model::Repository r;
    r.id = View(given.id);
    r.revision = View(given.revision);
    r.paths_complete = given.paths_incomplete == 0;
    for (size_t i = 0; i < given.file_count; ++i) r.files.push_back(File(given.files[i]));
    std::sort(r.files.begin(), r.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    r.files.erase(
        std::unique(r.files.begin(), r.files.end(), [](const auto& a, const auto& b) { return a.path == b.path; }),
        r.files.end());
    const caveat::model::Model model = caveat::model::Reader(scanner->scanner).Read(r);
    caveat::report::Tool tool = caveat::report::ToolOf(*scanner->rules);
    if (!scanner->licenses_hash.empty()) tool.licenses = scanner->licenses_hash;
    *json = Copy(caveat::report::ModelJson(model, tool));
    return CAVEAT_OK;
  });
}

}  // extern "C"
