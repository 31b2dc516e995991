/* File: src/caveat_c.h
 *
 * Caveat for every language that can call C: what caveat.h offers, without a C++ type.
 *
 *   caveat_rules* rules = NULL;
 *   caveat_scanner* scanner = NULL;
 *   caveat_document* document = NULL;
 *   if (caveat_rules_built_in(&rules) == CAVEAT_OK && caveat_scanner_new(rules, NULL, &scanner) == CAVEAT_OK &&
 *       caveat_check(scanner, caveat_text("LICENSE"), bytes, NULL, &document) == CAVEAT_OK) {
 *     caveat_finding f = {.struct_size = sizeof f};
 *     for (size_t i = 0; caveat_document_finding(document, i, &f) == CAVEAT_OK; ++i)
 *       printf("%s at line %u\n", f.clause, f.span.start_line);
 *   }
 *   caveat_document_free(document);
 *   caveat_scanner_free(scanner);
 *   caveat_rules_free(rules);
 *
 * Handles: made by functions with an `out` parameter, which is set to NULL on failure; released by the `_free` function
 * of their type, which takes NULL too. A handle keeps what it was made of, so they may be released in any order.
 * Strings: a `caveat_view` is not ended by a zero byte and may hold any bytes; a `const char*` is. What a document
 * hands out belongs to it and lives as long as it does. A `char*` that the library hands out is the caller's, to be
 * released with caveat_string_free. Structs: begin with `struct_size`, which the caller sets to sizeof; newer libraries
 * fill in no more than that, so old callers and new libraries agree, and the other way round what a library does not
 * know stays as the caller left it. Threads: rules, licences and documents are immutable and may be used by many
 * threads at once; a scanner by one at a time. No function starts a thread, opens a file, prints, or keeps global
 * state. Errors: checking never fails but for lack of memory or wrong arguments. No C++ exception leaves a function.
 * Nothing here is legal advice.
 */

#ifndef CAVEAT_CAVEAT_C_H_
#define CAVEAT_CAVEAT_C_H_

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "caveat_export.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t caveat_status;
enum {
  CAVEAT_OK = 0,
  CAVEAT_END = 1,          /* there is no element of that index */
  CAVEAT_BAD_ARGUMENT = 2, /* a null pointer or a struct_size that cannot be */
  CAVEAT_BAD_RULES = 3,    /* the rules, licences or model do not compile or parse; the message says where and why */
  CAVEAT_OUT_OF_MEMORY = 4,
  CAVEAT_INTERNAL = 5
};
/* "out of memory"; never null. */
CAVEAT_API const char* caveat_status_text(caveat_status status);
/* "0.1.0" */
CAVEAT_API const char* caveat_version(void);

/* Bytes of somebody else. `data` may be null when `size` is 0. */
typedef struct caveat_view {
  const char* data;
  size_t size;
} caveat_view;

/* The view of a zero-terminated string. */
static inline caveat_view caveat_text(const char* text) {
  caveat_view view;
  view.data = text;
  view.size = text ? strlen(text) : 0;
  return view;
}

/* A file given from memory. */
typedef struct caveat_source {
  caveat_view name;
  caveat_view content;
} caveat_source;

CAVEAT_API void caveat_string_free(char* text);

/* ---- rules and licences ------------------------------------------------------------------------------------------ */

typedef struct caveat_rules caveat_rules;
/* The rules that the library was built with. Takes a few milliseconds; do it once. */
CAVEAT_API caveat_status caveat_rules_built_in(caveat_rules** out);
/* Rules of the caller's own, from `count` rule files. On CAVEAT_BAD_RULES `*message` (if `message` is not null) is what
 * is wrong, with file, line, column and hint; to be released. */
CAVEAT_API caveat_status caveat_rules_compile(const caveat_source* files, size_t count, caveat_rules** out,
                                              char** message);
/* Hex; changes whenever an answer could. Belongs to the handle. */
CAVEAT_API const char* caveat_rules_hash(const caveat_rules* rules);
CAVEAT_API void caveat_rules_free(caveat_rules* rules);

typedef struct caveat_licenses caveat_licenses;
/* The built-in known licences (if `built_in` is not 0) and those of `count` sources: each a `.license` file, or the
 * text of a licence, then known by its name without folders and ending. */
CAVEAT_API caveat_status caveat_licenses_load(const caveat_source* sources, size_t count, int built_in,
                                              caveat_licenses** out, char** message);
CAVEAT_API const char* caveat_licenses_hash(const caveat_licenses* licenses);
CAVEAT_API void caveat_licenses_free(caveat_licenses* licenses);

/* ---- checking a text --------------------------------------------------------------------------------------------- */

typedef struct caveat_scanner caveat_scanner;
/* `licenses` may be null: the built-in ones. One a thread; reuse it, its buffers are kept. */
CAVEAT_API caveat_status caveat_scanner_new(const caveat_rules* rules, const caveat_licenses* licenses,
                                            caveat_scanner** out);
CAVEAT_API void caveat_scanner_free(caveat_scanner* scanner);

/* All zero but for struct_size: the defaults. */
typedef struct caveat_check_options {
  size_t struct_size;
  int32_t without_identity; /* do not ask which known licence it is; findings stay the same */
  int32_t without_sha256;
} caveat_check_options;

typedef struct caveat_document caveat_document;
/* Reads one text: any bytes. `path` is what the answer calls it; no file is opened. `options` may be null. Linear in
 * the size of `bytes`, which need not outlive the call. */
CAVEAT_API caveat_status caveat_check(caveat_scanner* scanner, caveat_view path, caveat_view bytes,
                                      const caveat_check_options* options, caveat_document** out);
CAVEAT_API void caveat_document_free(caveat_document* document);

/* The answer as JSON: an object with `schema` caveat.check/1, or with `line` not 0 only the element of its `documents`,
 * in one line without a line break. `*json` is zero-terminated UTF-8, to be released. */
CAVEAT_API caveat_status caveat_document_json(const caveat_document* document, int line, char** json);

/* Half-open bytes of the file, 1-based inclusive lines. */
typedef struct caveat_span {
  uint64_t start_byte, end_byte;
  uint32_t start_line, end_line;
} caveat_span;

/* Spellings of statuses, categories, clauses and so on are those of the JSON answer. */
typedef struct caveat_summary {
  size_t struct_size;
  const char* status; /* ok, binary, truncated, error */
  uint64_t bytes;
  const char* language;   /* BCP-47, "mul" for several, "und" for none */
  const char* sha256;     /* hex, or null */
  const char* expression; /* SPDX licence expression of what was identified, or null */
  const char* category;
  const char* summary; /* one sentence in plain words */
  size_t identities, findings, mentions, obligations, flags;
} caveat_summary;
CAVEAT_API caveat_status caveat_document_summary(const caveat_document* document, caveat_summary* out);

typedef struct caveat_finding {
  size_t struct_size;
  const char* clause;  /* "restriction.scale-cap" */
  const char* title;   /* "Scale cap" */
  const char* meaning; /* what it means for the licensee, one sentence */
  caveat_view quote;   /* the text's own words, cut to 300 characters */
  caveat_span span;
  int32_t has_lead; /* `lead` is the sentence part that makes a list item a prohibition */
  caveat_span lead;
  const char* confidence; /* certain, likely, weak */
  int32_t hidden;         /* a reader would not see the text as such */
  size_t params;
} caveat_finding;
CAVEAT_API caveat_status caveat_document_finding(const caveat_document* document, size_t index, caveat_finding* out);

typedef enum { CAVEAT_TEXT = 0, CAVEAT_NUMBER = 1, CAVEAT_LIST = 2, CAVEAT_BOOL = 3 } caveat_param_kind;
typedef struct caveat_param {
  size_t struct_size;
  const char* name;
  int32_t kind; /* caveat_param_kind */
  caveat_view text;
  int64_t number; /* CAVEAT_NUMBER; CAVEAT_BOOL: 0 or 1 */
  size_t items;   /* CAVEAT_LIST */
} caveat_param;
CAVEAT_API caveat_status caveat_finding_param(const caveat_document* document, size_t finding, size_t index,
                                              caveat_param* out);
CAVEAT_API caveat_status caveat_finding_param_item(const caveat_document* document, size_t finding, size_t param,
                                                   size_t index, caveat_view* out);

typedef struct caveat_identity {
  size_t struct_size;
  const char* license;
  const char* spdx;
  const char* how; /* exact, edited, quoted, named */
  double coverage; /* 0 to 1 */
  caveat_span span;
  size_t added, missing; /* places where words were added, or are missing */
} caveat_identity;
CAVEAT_API caveat_status caveat_document_identity(const caveat_document* document, size_t index, caveat_identity* out);

typedef struct caveat_mention {
  size_t struct_size;
  caveat_view name;
  const char* license;
  const char* covers; /* weights, code, data, docs, unspecified */
  caveat_span span;
} caveat_mention;
CAVEAT_API caveat_status caveat_document_mention(const caveat_document* document, size_t index, caveat_mention* out);

typedef struct caveat_permission {
  size_t struct_size;
  const char* activity; /* "commercial-use" */
  const char* value;    /* allowed, conditional, prohibited, unspecified */
  size_t reasons;       /* findings, mentions and identities it rests on */
} caveat_permission;
/* Seven activities, in the order of the taxonomy. */
CAVEAT_API caveat_status caveat_document_permission(const caveat_document* document, size_t index,
                                                    caveat_permission* out);

typedef struct caveat_obligation {
  size_t struct_size;
  const char* clause;
  const char* when; /* "on-distribution" */
  const char* text; /* one sentence */
} caveat_obligation;
CAVEAT_API caveat_status caveat_document_obligation(const caveat_document* document, size_t index,
                                                    caveat_obligation* out);

/* "acceptable-use"; null when there is none of that index. */
CAVEAT_API const char* caveat_document_flag(const caveat_document* document, size_t index);

/* ---- judging a repository ---------------------------------------------------------------------------------------- */

/* A file of a model repository. */
typedef struct caveat_file {
  caveat_view path;  /* relative, '/' between folders */
  caveat_view bytes; /* data null: only the path is known */
  uint64_t size;     /* of the whole file; 0: not known. More than bytes.size: the bytes are its beginning */
} caveat_file;

/* How many bytes of a file are wanted, from its beginning; 0: the path is enough. After reading them ask
 * caveat_header_wish with what was read, until it wants no more than that. */
CAVEAT_API uint64_t caveat_wish(caveat_view path, uint64_t size);
/* Weights files state how long their header is: how many bytes are wanted, 0 for files that have none. */
CAVEAT_API uint64_t caveat_header_wish(caveat_view path, caveat_view head);

typedef struct caveat_repository {
  size_t struct_size;
  caveat_view id;       /* "org/name", or empty */
  caveat_view revision; /* commit or ref, or empty */
  const caveat_file* files;
  size_t file_count;
  int32_t paths_incomplete; /* not 0: there are more paths, so an absence proves nothing */
} caveat_repository;

/* The answer for a repository given from memory, schema caveat.model/1: what is declared, found and inherited,
 * conflicts, components, openness. `*json` is zero-terminated UTF-8, to be released. No file is opened; pointers of Git
 * LFS that stand in the place of a file are recognised. Linear in the size of the bytes. */
CAVEAT_API caveat_status caveat_model(caveat_scanner* scanner, const caveat_repository* repository, char** json);

#ifdef __cplusplus
}
#endif

#endif /* CAVEAT_CAVEAT_C_H_ */
