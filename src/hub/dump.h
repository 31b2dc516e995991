// File: src/hub/dump.h
//
// Dumps: one JSON object a line (`.gz` and `.zst` too), each a card or a record of the Hub's API. A DumpReader cuts the
// lines into Pieces of some megabytes, one after the other; each can be read on its own thread.

#ifndef CAVEAT_HUB_DUMP_H_
#define CAVEAT_HUB_DUMP_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hub/source.h"
#include "hub/spool.h"

namespace caveat::hub {

// Which key of a line means what. What is not mapped is looked for under the usual names.
struct Columns {
  enum class Meaning : uint8_t { kNone, kId, kRevision, kCard, kData, kFiles, kTags, kLicense, kConfig };
  // "id=modelId,card=readme": false, with the part that is wrong, when it cannot be read that way.
  bool Parse(std::string_view mapping, std::string* wrong);
  Meaning Of(std::string_view key) const;

 private:
  std::map<std::string, Meaning, std::less<>> mapped_;
  uint32_t given_ = 0;  // a bit for each meaning that was mapped: its usual names mean nothing then
};

// One line as a repository: the card (or what a record says of it) as README.md, the names it lists as paths. False
// with a reason when the line is no JSON object, or has nothing of what is looked for.
bool ReadDumpLine(std::string_view line, const Columns& columns, Found* found, std::string* error);

class DumpReader {
 public:
  // `path`: the file, or "-" for standard input. With a spool, standard input is put into it, and read out of it once
  // it is whole.
  DumpReader(std::string path, std::string key, const Columns& columns, const Limits& limits, OnProblem problem,
             Spool* spool = nullptr);
  ~DumpReader();
  DumpReader(const DumpReader&) = delete;
  DumpReader& operator=(const DumpReader&) = delete;

  Stamp stamp() const { return stamp_; }
  // A Piece that stands for the unchanged dump; reading it gives nothing.
  std::unique_ptr<Piece> Whole();
  // The next part, or null after the last.
  std::unique_ptr<Piece> Next();
  // How much of the file has been read, 0 to 1.
  double share() const;

 private:
  struct Stream;

  bool More();  // appends to `block_`; false at the end

  std::string path_, key_;
  std::shared_ptr<const Columns> columns_;  // pieces may outlive the reader
  Limits limits_;
  OnProblem problem_;
  Spool* spool_;
  Stamp stamp_;
  std::unique_ptr<Stream> stream_;
  std::string block_;
  uint32_t part_ = 0;
  uint64_t line_ = 1, size_ = 0;
  bool opened_ = false, ended_ = false, done_ = false;
};

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_DUMP_H_
