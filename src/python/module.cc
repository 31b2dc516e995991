// The Python module caveat._core: what __init__.py builds upon. The interpreter lock is given up while texts are read.

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "model/judge.h"
#include "model/pointer.h"
#include "model/roles.h"
#include "python/arrow.h"
#include "report/json.h"
#include "report/model_json.h"

namespace nb = nanobind;

namespace caveat::python {
namespace {

// Scanners, one for each thread that reads at the same time, made when they are needed and kept.
class Pool {
 public:
  // Never destroyed: threads may still read when the interpreter ends.
  static Pool& Get() {
    static Pool* const pool = new Pool;
    return *pool;
  }

  std::unique_ptr<Scanner> Take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_unique<Scanner>(*rules_);
    std::unique_ptr<Scanner> scanner = std::move(free_.back());
    free_.pop_back();
    return scanner;
  }
  void Give(std::unique_ptr<Scanner> scanner) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(scanner));
  }
  const Rules& rules() const { return *rules_; }

 private:
  std::shared_ptr<const Rules> rules_ = Rules::BuiltIn();
  std::mutex mutex_;
  std::vector<std::unique_ptr<Scanner>> free_;
};

class Borrowed {
 public:
  Borrowed() : scanner_(Pool::Get().Take()) {}
  ~Borrowed() { Pool::Get().Give(std::move(scanner_)); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  Scanner& operator*() { return *scanner_; }

 private:
  std::unique_ptr<Scanner> scanner_;
};

std::string CheckText(nb::bytes text, const std::string& path, bool identity) {
  const std::string_view bytes(static_cast<const char*>(text.data()), text.size());
  const nb::gil_scoped_release release;
  Borrowed scanner;
  CheckOptions options;
  options.identity = identity;
  return report::DocumentJson((*scanner).Check(path, bytes, options));
}

uint64_t Wish(const std::string& path, uint64_t size) { return model::WishFor(path, size); }

uint64_t HeaderWish(const std::string& path, nb::bytes head) {
  return model::HeaderLength(path, {static_cast<const char*>(head.data()), head.size()});
}

// Each of `files` is (path, bytes or None, size).
std::string JudgeModel(const std::string& id, const std::string& revision, nb::list files, bool complete) {
  model::Repository r;
  r.id = id;
  r.revision = revision;
  r.paths_complete = complete;
  for (nb::handle entry : files) {
    const auto tuple = nb::cast<nb::tuple>(entry);
    model::File file;
    file.path = nb::cast<std::string>(tuple[0]);
    file.size = nb::cast<uint64_t>(tuple[2]);
    file.size_known = true;
    if (!tuple[1].is_none()) {
      const auto bytes = nb::cast<nb::bytes>(tuple[1]);
      file.bytes.assign(static_cast<const char*>(bytes.data()), bytes.size());
      file.size = std::max<uint64_t>(file.size, file.bytes.size());
      file.content = file.bytes.size() < file.size ? model::Content::kHead : model::Content::kWhole;
      if (const auto pointer = model::ReadPointer(file.bytes)) {
        file.content = model::Content::kPointer;
        file.size = pointer->size;
        file.size_known = pointer->size_known;
        file.bytes.clear();
      }
    }
    r.files.push_back(std::move(file));
  }
  const nb::gil_scoped_release release;
  std::stable_sort(r.files.begin(), r.files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  Borrowed scanner;
  return report::ModelJson(model::Reader(*scanner).Read(r), report::ToolOf(Pool::Get().rules()));
}

// ---- Arrow ----

std::vector<Column> AnswerColumns() {
  std::vector<Column> columns;
  for (const char* name : {"status", "category", "expression", "language"}) columns.emplace_back(name, false);
  for (const char* name : {"flags", "clauses", "licenses", "mentions"}) columns.emplace_back(name, true);
  for (const char* name : {"commercial_use", "distribution", "summary", "version"}) columns.emplace_back(name, false);
  return columns;
}

void AddAnswer(const Document& d, const std::string& version, std::vector<Column>* columns) {
  std::set<std::string_view> clauses, licenses, mentions;
  for (const Finding& f : d.findings) {
    if (f.confidence != Confidence::kWeak) clauses.insert(f.clause);
  }
  for (const Identity& i : d.identity) licenses.insert(i.license);
  for (const Mention& m : d.mentions) mentions.insert(m.license);
  std::vector<std::string_view> flags;
  for (const Flag flag : d.verdict.flags) flags.push_back(Name(flag));
  const auto list = [](const std::set<std::string_view>& set) {
    return std::vector<std::string_view>(set.begin(), set.end());
  };
  std::vector<Column>& c = *columns;
  c[0].Add(report::StatusName(d.status));
  c[1].Add(Name(d.verdict.category));
  d.expression ? c[2].Add(std::string_view(*d.expression)) : c[2].Null();
  c[3].Add(std::string_view(d.language.empty() ? "und" : d.language));
  c[4].Add(flags);
  c[5].Add(list(clauses));
  c[6].Add(list(licenses));
  c[7].Add(list(mentions));
  c[8].Add(Name(d.verdict.permissions[static_cast<size_t>(Activity::kCommercialUse)].value));
  c[9].Add(Name(d.verdict.permissions[static_cast<size_t>(Activity::kDistribution)].value));
  c[10].Add(std::string_view(d.summary));
  c[11].Add(std::string_view(version));
}

// Every row has its answer; a null has nulls.
bool Classify(const ArrowSchema& schema, const ArrowArray& array, std::string_view column, ArrowArray* out,
              std::string* error) {
  TextColumn texts;
  if (!texts.Open(schema, array, column, error)) return false;
  const std::string version = std::string(Version()) + "+" + Pool::Get().rules().hash();
  Borrowed scanner;
  std::vector<Column> columns = AnswerColumns();
  CheckOptions options;
  options.sha256 = false;
  for (int64_t row = 0; row < texts.size(); ++row) {
    const std::optional<std::string_view> text = texts.text(row);
    if (text) {
      AddAnswer((*scanner).Check("", *text, options), version, &columns);
    } else {
      for (Column& c : columns) c.Null();
    }
  }
  ExportArray(std::move(columns), texts.size(), out);
  return true;
}

template <class T>
T* Pointer(nb::handle capsule, const char* name) {
  void* const pointer = PyCapsule_GetPointer(capsule.ptr(), name);
  if (pointer == nullptr) throw nb::python_error();
  return static_cast<T*>(pointer);
}

template <class T>
void Destroy(void* pointer) noexcept {
  auto* const value = static_cast<T*>(pointer);
  if (value->release != nullptr) value->release(value);
  delete value;
}

struct Stream {
  ArrowArrayStream in = {};
  ArrowSchema schema = {};
  std::string column, error;
  ~Stream() {
    if (schema.release != nullptr) schema.release(&schema);
    if (in.release != nullptr) in.release(&in);
  }
};

int StreamSchema(ArrowArrayStream*, ArrowSchema* out) {
  ExportSchema(AnswerColumns(), out);
  return 0;
}

int StreamNext(ArrowArrayStream* self, ArrowArray* out) {
  auto& s = *static_cast<Stream*>(self->private_data);
  *out = {};
  if (s.schema.release == nullptr) {
    if (const int code = s.in.get_schema(&s.in, &s.schema); code != 0) {
      const char* const why = s.in.get_last_error(&s.in);
      s.error = why == nullptr ? "the input has no schema" : why;
      return code;
    }
  }
  ArrowArray batch = {};
  if (const int code = s.in.get_next(&s.in, &batch); code != 0) {
    const char* const why = s.in.get_last_error(&s.in);
    s.error = why == nullptr ? "the input failed" : why;
    return code;
  }
  if (batch.release == nullptr) return 0;  // the end
  const bool good = Classify(s.schema, batch, s.column, out, &s.error);
  batch.release(&batch);
  return good ? 0 : EINVAL;
}

const char* StreamError(ArrowArrayStream* self) { return static_cast<Stream*>(self->private_data)->error.c_str(); }

void StreamRelease(ArrowArrayStream* self) {
  delete static_cast<Stream*>(self->private_data);
  self->release = nullptr;
}

// A stream of answers to a stream of texts, batch by batch as they are asked for.
nb::capsule ClassifyStream(nb::handle capsule, const std::string& column) {
  auto* const in = Pointer<ArrowArrayStream>(capsule, "arrow_array_stream");
  if (in->release == nullptr) throw nb::value_error("the stream was used before");
  auto stream = std::make_unique<Stream>();
  stream->in = std::exchange(*in, ArrowArrayStream{});
  stream->column = column;
  auto out = std::make_unique<ArrowArrayStream>();
  *out = {StreamSchema, StreamNext, StreamError, StreamRelease, stream.release()};
  return nb::capsule(out.release(), "arrow_array_stream", Destroy<ArrowArrayStream>);
}

nb::tuple ClassifyArray(nb::handle schema_capsule, nb::handle array_capsule, const std::string& column) {
  const auto* const schema = Pointer<ArrowSchema>(schema_capsule, "arrow_schema");
  const auto* const array = Pointer<ArrowArray>(array_capsule, "arrow_array");
  if (schema->release == nullptr || array->release == nullptr) throw nb::value_error("the array was used before");
  auto out = std::make_unique<ArrowArray>();
  auto out_schema = std::make_unique<ArrowSchema>();
  std::string error;
  bool good = false;
  {
    const nb::gil_scoped_release release;
    good = Classify(*schema, *array, column, out.get(), &error);
    if (good) ExportSchema(AnswerColumns(), out_schema.get());
  }
  if (!good) throw nb::value_error(error.c_str());
  return nb::make_tuple(nb::capsule(out_schema.release(), "arrow_schema", Destroy<ArrowSchema>),
                        nb::capsule(out.release(), "arrow_array", Destroy<ArrowArray>));
}

}  // namespace

NB_MODULE(_core, m) {
  m.def("version", [] { return std::string(Version()); });
  m.def("rules_hash", [] { return Pool::Get().rules().hash(); });
  m.def("licenses_hash", [] { return std::string(KnownLicensesHash()); });
  m.def("check", CheckText, nb::arg("text"), nb::arg("path"), nb::arg("identity"));
  m.def("wish", Wish, nb::arg("path"), nb::arg("size"));
  m.def("header_wish", HeaderWish, nb::arg("path"), nb::arg("head"));
  m.def("model", JudgeModel, nb::arg("id"), nb::arg("revision"), nb::arg("files"), nb::arg("complete"));
  m.def("classify_stream", ClassifyStream, nb::arg("stream"), nb::arg("column"));
  m.def("classify_array", ClassifyArray, nb::arg("schema"), nb::arg("array"), nb::arg("column"));
}

}  // namespace caveat::python
