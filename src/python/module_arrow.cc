// Arrow in and out, by capsules.

#include <nanobind/stl/string.h>
#include <nanobind/stl/unique_ptr.h>
#include <nanobind/stl/vector.h>

#include <cerrno>
#include <exception>
#include <utility>

#include "python/arrow_abi.h"
#include "python/classify_stream.h"
#include "python/columns.h"
#include "python/module.h"

namespace nb = nanobind;

namespace caveat::python {
namespace {

// What an exported stream owns.
struct Exported {
  std::unique_ptr<ClassifyStream> stream;
  size_t threads = 1;
  std::string error;
};

int ExportedSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  static_cast<Exported*>(stream->private_data)->stream->Schema(out);
  return 0;
}

// Called by whoever reads the stream, with Python's lock or without it.
int ExportedNext(ArrowArrayStream* stream, ArrowArray* out) {
  auto* exported = static_cast<Exported*>(stream->private_data);
  const PyGILState_STATE lock = PyGILState_Ensure();
  bool good = false;
  try {
    const Scanners scanners(exported->threads);
    const nb::gil_scoped_release unlocked;
    good = exported->stream->Next(scanners.all(), out, &exported->error);
  } catch (const std::exception& e) {
    exported->error = e.what();
    out->release = nullptr;
  }
  PyGILState_Release(lock);
  return good ? 0 : EIO;
}

const char* ExportedError(ArrowArrayStream* stream) {
  const std::string& error = static_cast<Exported*>(stream->private_data)->error;
  return error.empty() ? nullptr : error.c_str();
}

void ExportedRelease(ArrowArrayStream* stream) {
  delete static_cast<Exported*>(stream->private_data);
  stream->release = nullptr;
}

// A capsule that owns what it points to until somebody moves it out.
template <class T>
nb::object Capsule(const T& held, const char* name) {
  auto own = std::make_unique<T>(held);
  PyObject* capsule = PyCapsule_New(own.get(), name, [](PyObject* dying) {
    auto* inside = static_cast<T*>(PyCapsule_GetPointer(dying, PyCapsule_GetName(dying)));
    if (inside == nullptr) return;
    if (inside->release != nullptr) inside->release(inside);
    delete inside;
  });
  if (capsule == nullptr) throw nb::python_error();
  static_cast<void>(own.release());
  return nb::steal(capsule);
}

// Moves what a capsule holds out of it.
template <class T>
T Moved(nb::handle capsule, const char* name) {
  auto* inside = static_cast<T*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (inside == nullptr) throw nb::python_error();
  if (inside->release == nullptr) throw nb::value_error("the Arrow data was used up already");
  T held = *inside;
  inside->release = nullptr;
  return held;
}

// The result of classify_arrow: a stream that can be read once.
class Classified {
 public:
  Classified(std::unique_ptr<ClassifyStream> stream, size_t threads) : stream_(std::move(stream)), threads_(threads) {
    stream_->Schema(&schema_);
  }
  ~Classified() { schema_.release(&schema_); }
  Classified(const Classified&) = delete;
  Classified& operator=(const Classified&) = delete;

  nb::object Stream(nb::handle) {
    if (stream_ == nullptr) throw nb::value_error("the stream was read already: classify_arrow gives each row once");
    ArrowArrayStream out = {};
    out.get_schema = ExportedSchema;
    out.get_next = ExportedNext;
    out.get_last_error = ExportedError;
    out.release = ExportedRelease;
    out.private_data = new Exported{std::move(stream_), threads_, {}};
    return Capsule(out, "arrow_array_stream");
  }
  nb::object Schema() const {
    ArrowSchema copy;
    CopySchema(schema_, &copy);
    return Capsule(copy, "arrow_schema");
  }

 private:
  std::unique_ptr<ClassifyStream> stream_;
  size_t threads_;
  ArrowSchema schema_ = {};
};

std::unique_ptr<Classified> ClassifyArrow(nb::handle object, const std::string& column,
                                          const std::vector<std::string>& keep, bool keep_all, bool identity, bool json,
                                          size_t threads) {
  ArrowArrayStream input = {};
  if (nb::hasattr(object, "__arrow_c_stream__")) {
    input = Moved<ArrowArrayStream>(object.attr("__arrow_c_stream__")(), "arrow_array_stream");
  } else if (nb::hasattr(object, "__arrow_c_array__")) {
    const nb::object pair = object.attr("__arrow_c_array__")();
    ArrowSchema schema = Moved<ArrowSchema>(pair[0], "arrow_schema");
    ArrowArray array = Moved<ArrowArray>(pair[1], "arrow_array");
    StreamOf(&schema, &array, &input);
  } else {
    throw nb::type_error(
        "Arrow data is an object with __arrow_c_stream__ or __arrow_c_array__: a table, a record "
        "batch, an array or a column of pyarrow, polars, duckdb, pandas ...");
  }
  ClassifyOptions options;
  options.column = column;
  options.keep = keep;
  options.keep_all = keep_all;
  options.identity = identity;
  options.json = json;
  std::string error;
  std::unique_ptr<ClassifyStream> stream = ClassifyStream::Open(&input, TheRules(), options, &error);
  if (stream == nullptr) throw nb::value_error(error.c_str());
  return std::make_unique<Classified>(std::move(stream), threads);
}

}  // namespace

void BindArrow(nb::module_& m) {
  using namespace nb::literals;
  nb::class_<Classified>(m, "Classified", "Results as a stream of Arrow batches, which can be read once.")
      .def("__arrow_c_stream__", &Classified::Stream, "requested_schema"_a = nb::none(),
           "The stream, as an Arrow PyCapsule. What it is read into decides when work is done: nothing is read ahead.")
      .def("__arrow_c_schema__", &Classified::Schema, "The type of the result, as an Arrow PyCapsule.");
  m.def("classify_arrow", &ClassifyArrow, "data"_a.none(), "column"_a, "keep"_a, "keep_all"_a, "identity"_a, "json"_a,
        "threads"_a);
}

}  // namespace caveat::python
