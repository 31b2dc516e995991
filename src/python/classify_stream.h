// File: src/python/classify_stream.h
//
// A stream of Arrow batches with a column of texts in, a stream with one row of results for each out, in the same
// order. The result of a row depends on its text alone: not on threads, batches or what stands around it.
//
// Batches are read one by one and answered in pieces of at most kPieceRows rows and some kPieceBytes of text, so memory
// stays flat however large the batches are. Equal entries of a dictionary are read once a piece.

#ifndef CAVEAT_PYTHON_CLASSIFY_STREAM_H_
#define CAVEAT_PYTHON_CLASSIFY_STREAM_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "caveat.h"
#include "python/arrow_abi.h"
#include "python/columns.h"
#include "python/text_column.h"

namespace caveat::python {

inline constexpr int64_t kPieceRows = 4096;
inline constexpr size_t kPieceBytes = 16 << 20;

struct ClassifyOptions {
  std::string column;             // of the texts; empty: the only one that holds texts, or the one called "text"
  std::vector<std::string> keep;  // columns of the input to hand through, first in the result
  bool keep_all = false;
  bool identity = true;
  bool json = false;  // adds the column "json": the whole answer, as `caveat check --format jsonl` prints it
};

// Not thread-safe. Each call may be made from another thread.
class ClassifyStream {
 public:
  // Takes the input over, also when it fails. `rules` is kept. Null and `error` when the input cannot be classified.
  static std::unique_ptr<ClassifyStream> Open(ArrowArrayStream* input, std::shared_ptr<const Rules> rules,
                                              const ClassifyOptions& options, std::string* error);
  ~ClassifyStream();
  ClassifyStream(const ClassifyStream&) = delete;
  ClassifyStream& operator=(const ClassifyStream&) = delete;

  // The type of the result; the description is its own.
  void Schema(ArrowSchema* out) const;
  // The next piece; `out->release` is null at the end. Uses as many threads as there are scanners, which must be of the
  // rules given. False and `error` when the input ends in an error.
  bool Next(std::span<Scanner* const> scanners, ArrowArray* out, std::string* error);

 private:
  struct Batch;
  ClassifyStream() = default;
  std::string Choose(const ClassifyOptions& options);
  void Append(const Document& document);
  void AppendNull(const char* error);

  std::shared_ptr<const Rules> rules_;
  ArrowArrayStream input_ = {};
  ArrowSchema schema_ = {};
  const ArrowSchema* text_ = nullptr;  // of the column of texts, in `schema_`
  int64_t text_place_ = -1;            // among the columns of the input; -1: the input is no table but a column
  std::vector<int64_t> keep_;
  CheckOptions check_;
  bool json_ = false;
  std::vector<Column> results_;
  std::shared_ptr<Batch> batch_;
  int64_t row_ = 0;  // the next one of `batch_`
};

// A stream of one batch; takes both over.
void StreamOf(ArrowSchema* schema, ArrowArray* array, ArrowArrayStream* out);

}  // namespace caveat::python

#endif  // CAVEAT_PYTHON_CLASSIFY_STREAM_H_
