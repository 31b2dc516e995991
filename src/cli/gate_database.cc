#include "cli/gate_database.h"

#include <algorithm>
#include <deque>
#include <fstream>
#include <tuple>
#include <utility>

#include "cli/output.h"
#include "report/terminal.h"
#include "store/sweep.h"

namespace caveat::cli {
namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);

// What was said of one repository, with what it is sorted by.
struct One {
  std::string id, path, revision;
  gate::Result result;
};

struct Worker {
  Worker(const gate::Policy& policy, std::string_view today) : gate(policy, today) {}

  void Ask(const store::Swept& swept) {
    const model::Model& m = swept.model;
    parts.clear();
    for (const store::StoredDocument& d : swept.documents) {
      parts.push_back({d.path, d.document.get()});
      if (d.document->status == Status::kError)
        unread.push_back(report::Printable(m.path + "/" + d.path) + ": " + report::PrintableLine(d.document->error));
    }
    gate.Ask({.model = &m, .parts = parts});
    gate::Result result = gate.Take();
    ++checked;
    result.checked = 0;
    if (!result.violations.empty() || !result.excepted.empty() || !result.expired.empty())
      told.push_back({m.id, m.path, m.revision, std::move(result)});
  }

  gate::Gate gate;
  std::vector<gate::Subject::Part> parts;
  std::vector<One> told;
  std::vector<std::string> unread;
  uint64_t checked = 0;
};

}  // namespace

bool IsDatabase(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string head(kMagic.size(), ' ');
  return file.read(head.data(), static_cast<std::streamsize>(head.size())) && head == kMagic;
}

bool GateDatabase(const std::string& path, const gate::Policy& policy, std::string_view today, unsigned threads,
                  GatedDatabase* out, std::string* error) {
  store::Reader reader;
  if (!reader.Open(path)) {
    *error = reader.error();
    return false;
  }
  out->ruleset = reader.ruleset();
  out->unfinished = reader.unfinished();
  std::deque<Worker> workers;
  for (unsigned i = 0; i < threads; ++i) workers.emplace_back(policy, today);
  const auto ask = [&](const store::Swept& swept) {
    workers[swept.worker].Ask(swept);
    return !Interrupted();
  };
  if (!store::Sweep(path, threads, ask, error)) return false;
  std::vector<One> told;
  for (Worker& worker : workers) {
    std::move(worker.told.begin(), worker.told.end(), std::back_inserter(told));
    std::move(worker.unread.begin(), worker.unread.end(), std::back_inserter(out->unread));
    out->result.checked += worker.checked;
  }
  std::sort(told.begin(), told.end(), [](const One& a, const One& b) {
    return std::tie(a.id, a.path, a.revision) < std::tie(b.id, b.path, b.revision);
  });
  for (One& one : told) out->result.Append(std::move(one.result));
  reader.ForEachProblem([&](std::string_view where, std::string_view reason) {
    out->unread.push_back(report::Printable(where) + ": " + report::PrintableLine(reason));
  });
  std::sort(out->unread.begin(), out->unread.end());
  return true;
}

}  // namespace caveat::cli
