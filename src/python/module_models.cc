// Whole repositories: one from a folder or from memory, a mirror into a database and out of it.

#include <nanobind/stl/string.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <iterator>
#include <utility>

#include "hub/directory.h"
#include "hub/fill.h"
#include "hub/listing.h"
#include "model/judge.h"
#include "python/module.h"
#include "report/json.h"
#include "report/model_json.h"
#include "scan/run.h"
#include "store/reader.h"

namespace nb = nanobind;

namespace caveat::python {
namespace {

[[noreturn]] void Raise(PyObject* kind, const std::string& message) {
  // Paths and what is said of them may hold bytes of any encoding.
  const nb::object text = nb::steal(PyUnicode_DecodeFSDefaultAndSize(message.data(), std::ssize(message)));
  if (text.is_valid()) PyErr_SetObject(kind, text.ptr());
  throw nb::python_error();
}

std::string Judge(Scanner& scanner, model::Repository* repository, const std::string& id) {
  if (!id.empty()) repository->id = id;
  const model::Model model = model::Reader(scanner).Read(*repository);
  return report::ModelJson(model, report::ToolOf(*TheRules()));
}

// `files`: path as bytes -> bytes, the size of a file whose content is not at hand, or None where that is unknown too.
std::string ModelOfFiles(const nb::dict& files, const std::string& id) {
  model::Repository repository;
  repository.layout = model::Layout::kMemory;
  for (const auto& [path, content] : files) {
    model::File file;
    file.path = StringOf(nb::cast<nb::bytes>(path));
    if (nb::isinstance<nb::int_>(content)) {
      file.size = nb::cast<uint64_t>(content);
      file.size_known = true;
    } else if (!content.is_none()) {
      hub::FillWith(std::string(Buffer(content).bytes()), &file);
    }
    repository.files.push_back(std::move(file));
  }
  const Scanners scanner(1);
  const nb::gil_scoped_release unlocked;
  hub::SortFiles(&repository);
  return Judge(*scanner, &repository, id);
}

// See hub/directory.h for what a path may be.
std::string ModelOfPath(const nb::bytes& path, const std::string& id) {
  const std::string name = StringOf(path);
  const Scanners scanner(1);
  std::string error, answer;
  {
    const nb::gil_scoped_release unlocked;
    model::Repository repository;
    if (hub::OpenRepository(
            name, &repository, [](const hub::Problem&) {}, &error)) {
      repository.path = name;
      answer = Judge(*scanner, &repository, id);
    }
  }
  if (answer.empty()) Raise(PyExc_OSError, name + ": " + error);
  return answer;
}

nb::dict Scan(const nb::bytes& root, const nb::bytes& db, unsigned threads, uint32_t shard, uint32_t shards,
              bool verify, const std::string& columns, const std::string& ref, const nb::object& progress) {
  scan::Options options;
  options.root = StringOf(root);
  options.db = StringOf(db);
  options.rules = TheRules();
  options.threads = threads;
  options.shard = shard;
  options.shards = shards;
  options.verify = verify;
  options.git_ref = ref;
  options.columns_text = columns;
  std::string wrong;
  if (!options.columns.Parse(columns, &wrong))
    throw nb::value_error(("columns: '" + wrong + "' is not NAME=KEY, or the name is none").c_str());
  // Signals are Python's to handle, so it is asked for them; what it raises stays set until the run has stopped.
  std::atomic<bool> raised{false};
  options.interrupted = [&] { return raised.load(); };
  options.progress = [&](const scan::Progress& p) {
    if (raised) return;
    const nb::gil_scoped_acquire locked;
    if (PyErr_CheckSignals() != 0) {
      raised = true;
    } else if (!progress.is_none()) {
      try {
        nb::dict told;
        told["share"] = p.share;
        told["seconds"] = p.seconds;
        told["repositories"] = p.repositories;
        told["judged"] = p.judged;
        told["unread"] = p.unread;
        told["bytes"] = p.bytes;
        progress(told);
      } catch (nb::python_error& error) {
        error.restore();
        raised = true;
      }
    }
  };
  scan::Summary summary;
  scan::Ended ended;
  {
    const nb::gil_scoped_release unlocked;
    ended = scan::Run(options, &summary);
  }
  if (raised) throw nb::python_error();
  if (ended.end == scan::End::kFailed) {
    Raise(ended.usage ? PyExc_ValueError : PyExc_OSError, ended.error);
  }
  nb::list problems;
  for (const hub::Problem& problem : summary.problems) {
    nb::dict entry;
    entry["path"] = nb::steal(PyUnicode_DecodeFSDefaultAndSize(problem.path.data(), std::ssize(problem.path)));
    entry["reason"] = problem.reason;
    problems.append(entry);
  }
  nb::dict out;
  out["repositories"] = summary.repositories;
  out["same"] = summary.same;
  out["judged"] = summary.judged;
  out["removed"] = summary.removed;
  out["unread"] = summary.unread;
  out["texts"] = summary.texts;
  out["texts_seen"] = summary.texts_seen;
  out["bytes"] = summary.bytes;
  out["seconds"] = summary.seconds;
  out["resumed"] = summary.resumed;
  out["problems"] = problems;
  return out;
}

// Writes one line a model into the open file `fd`.
void Export(const nb::bytes& db, int64_t since, int fd) {
  const std::string path = StringOf(db);
  std::string error;
  {
    const nb::gil_scoped_release unlocked;
    store::Reader reader;
    if (!reader.Open(path)) {
      error = reader.error();
    } else {
      const store::Ruleset ruleset = reader.ruleset();
      const report::Tool tool{ruleset.version, ruleset.rules, ruleset.licenses};
      const bool good = reader.ForEachModel(since, [&](const model::Model& model) {
        const std::string line = report::ModelJson(model, tool) + "\n";
        for (size_t at = 0; at < line.size();) {
          const ssize_t written = write(fd, line.data() + at, line.size() - at);
          if (written < 0 && errno == EINTR) continue;
          if (written < 0) error = hub::Reason(errno);
          if (written < 0) return false;
          at += static_cast<size_t>(written);
        }
        return true;
      });
      if (!good && error.empty()) error = reader.error();
    }
  }
  if (!error.empty()) Raise(PyExc_OSError, path + ": " + error);
}

}  // namespace

void BindModels(nb::module_& m) {
  using namespace nb::literals;
  m.def("model_of_files", &ModelOfFiles, "files"_a, "id"_a);
  m.def("model_of_path", &ModelOfPath, "path"_a, "id"_a);
  m.def("scan", &Scan, "root"_a, "db"_a, "threads"_a, "shard"_a, "shards"_a, "verify"_a, "columns"_a, "ref"_a,
        "progress"_a.none());
  m.def("export", &Export, "db"_a, "since"_a, "fd"_a);
}

}  // namespace caveat::python
