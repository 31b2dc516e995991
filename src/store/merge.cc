#include "store/merge.h"

#include <map>

#include "report/terminal.h"
#include "store/reader.h"
#include "store/writer.h"

namespace caveat::store {
namespace {

constexpr int64_t kCommitEvery = 4000;

// One input, unit by unit, into the writer.
class Input {
 public:
  Input(Reader* reader, Writer* writer, std::map<std::string, int64_t>* units)
      : reader_(*reader), writer_(*writer), units_(*units) {}

  bool Run(const std::function<bool()>& interrupted, Merged* merged) {
    Statement units(reader_.connection(),
                    "SELECT u.id, u.key, u.stamp_high, u.stamp_low, u.complete, root.path FROM unit u "
                    "JOIN root ON root.id = u.root ORDER BY u.id");
    while (units.Next()) {
      const std::string key(units.Bytes(1)), root(units.Bytes(5));
      writer_.UseRoot(root);
      const std::string whole = root + "\n" + key;
      const auto known = units_.find(whole);
      const int64_t unit = writer_.BeginUnit(key, known == units_.end() ? std::nullopt : std::optional(known->second));
      units_[whole] = unit;
      const int64_t id = units.Number(0);
      const bool good = reader_.ForEachStored(id, [&](const Answer& answer) {
        writer_.Put(unit, answer, std::nullopt);
        ++merged->repositories;
        return true;
      });
      if (!good) {
        merged->error = reader_.error();
        return false;
      }
      if (units.Number(4) != 0)
        writer_.EndUnit(unit, static_cast<uint64_t>(units.Number(2)), static_cast<uint64_t>(units.Number(3)));
      if (merged->repositories / kCommitEvery != committed_) {
        committed_ = merged->repositories / kCommitEvery;
        if (!writer_.Commit()) return false;
      }
      if (interrupted && interrupted()) {
        merged->interrupted = true;
        return false;
      }
    }
    reader_.ForEachProblem([&](std::string_view path, std::string_view reason) { writer_.AddProblem(path, reason); });
    return writer_.ok();
  }

 private:
  Reader& reader_;
  Writer& writer_;
  std::map<std::string, int64_t>& units_;
  int64_t committed_ = 0;
};

}  // namespace

Merged Merge(const std::string& out, const std::vector<std::string>& inputs, const std::function<bool()>& interrupted) {
  Merged merged;
  std::vector<std::unique_ptr<Reader>> readers;
  Ruleset ruleset;
  for (const std::string& input : inputs) {
    auto reader = std::make_unique<Reader>();
    if (!reader->Open(input)) {
      merged.error = report::Printable(input) + ": " + reader->error();
      return merged;
    }
    const Ruleset its = reader->ruleset();
    if (readers.empty()) ruleset = its;
    if (its.version != ruleset.version || its.rules != ruleset.rules || its.licenses != ruleset.licenses) {
      merged.error = report::Printable(input) + ": was judged by other rules than " + report::Printable(inputs[0]) +
                     "; scan it again first";
      return merged;
    }
    if (reader->unfinished()) {
      merged.error = report::Printable(input) + ": its last run has not finished; run it again first";
      return merged;
    }
    readers.push_back(std::move(reader));
  }
  Writer writer;
  Writer::Options options;
  Statement first(readers[0]->connection(), "SELECT path FROM root ORDER BY id LIMIT 1");
  if (first.Next()) options.root = std::string(first.Bytes(0));
  first.Reset();
  options.version = ruleset.version;
  options.rules = ruleset.rules;
  options.licenses = ruleset.licenses;
  if (!writer.Open(out, options)) {
    merged.error = report::Printable(out) + ": " + writer.error();
    return merged;
  }
  Statement any(writer.connection(), "SELECT 1 FROM repository LIMIT 1");
  const bool empty = !any.Next();
  any.Reset();
  if (!empty) {
    merged.error = report::Printable(out) + ": holds a scan already; name a new file";
    return merged;
  }
  std::map<std::string, int64_t> units;
  bool good = true;
  for (size_t i = 0; i < readers.size() && good; ++i)
    good = Input(readers[i].get(), &writer, &units).Run(interrupted, &merged);
  RunCounts counts;
  counts.repositories = counts.changed = merged.repositories;
  if (!writer.Finish(good ? Writer::Status::kDone : Writer::Status::kInterrupted, counts) && merged.error.empty())
    merged.error = report::Printable(out) + ": " + writer.error();
  return merged;
}

}  // namespace caveat::store
