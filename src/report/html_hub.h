// File: src/report/html_hub.h
//
// One page about many repositories: what share is how open, categories, licences, prohibited uses, scale caps,
// conflicts and what derivatives say of their bases, as charts; a table of all repositories to search, sort and filter;
// and a view of each with its verdict and quotes. It opens from disk and loads nothing: a policy in the page allows the
// one script that stands in it, by its hash, and no other. The charts do not need the script.
//
//   HubPage page({.tool = tool, .name = "hub.db", .created = "2026-01-31T12:00:00Z"});
//   for (each repository, by id) page.Add(model);
//   page.Write([&](std::string_view piece) { out << piece; });
//
// What strangers wrote is escaped, and shown so that everything in it can be seen. Used by one thread. Memory and time
// are linear in the answers; the page is held in memory, compactly: some 150 MB for 100,000 repositories.

#ifndef CAVEAT_REPORT_HTML_HUB_H_
#define CAVEAT_REPORT_HTML_HUB_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "model/model.h"
#include "report/json.h"

namespace caveat::report {

struct HubOptions {
  Tool tool;
  std::string name;         // of the database
  std::string created;      // RFC 3339; may be empty
  bool unfinished = false;  // the scan was not finished: the page says so
  // Quotes, conflicts and what else a repository's view shows take at most so many bytes. Repositories for which there
  // is no room are in charts and table; their view says that the rest is left out.
  size_t detail_bytes = size_t{44} << 20;
};

class HubPage {
 public:
  explicit HubPage(HubOptions options);
  ~HubPage();
  HubPage(const HubPage&) = delete;
  HubPage& operator=(const HubPage&) = delete;

  // In the order of the exports: by id, then path.
  void Add(const model::Model& model);
  // The page in pieces, once.
  void Write(const std::function<void(std::string_view)>& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_HTML_HUB_H_
