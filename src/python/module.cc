// The extension module caveat._caveat: bytes in, JSON or Arrow out. What users see is caveat/__init__.py.

#include "python/module.h"

#include <nanobind/stl/string.h>

#include <utility>

#include "report/json.h"

namespace nb = nanobind;

namespace caveat::python {
namespace {

// Only touched while holding Python's lock, so that a fork finds it whole. Lives as long as the process.
std::vector<std::unique_ptr<Scanner>>& Idle() {
  static auto* idle = new std::vector<std::unique_ptr<Scanner>>();
  return *idle;
}

std::string Check(const nb::bytes& path, nb::handle data, bool identity, bool explain, bool sha256) {
  const Buffer buffer(data);
  const std::string name = StringOf(path);
  const Scanners scanner(1);
  const nb::gil_scoped_release unlocked;
  CheckOptions options;
  options.identity = identity;
  options.explain = explain;
  options.sha256 = sha256;
  const Document document = (*scanner).Check(name, buffer.bytes(), options);
  report::JsonOptions json;
  json.explain = explain;
  if (explain) json.dropped = (*scanner).dropped();
  return report::DocumentJson(document, json);
}

std::string ToolJson() { return report::ToolJson(report::ToolOf(*TheRules())); }

}  // namespace

const std::shared_ptr<const Rules>& TheRules() {
  static const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  return rules;
}

Scanners::Scanners(size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (Idle().empty()) Idle().push_back(std::make_unique<Scanner>(*TheRules()));
    mine_.push_back(std::move(Idle().back()));
    Idle().pop_back();
    pointers_.push_back(mine_.back().get());
  }
}

Scanners::~Scanners() {
  for (std::unique_ptr<Scanner>& scanner : mine_) Idle().push_back(std::move(scanner));
}

Buffer::Buffer(nb::handle object) {
  if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_SIMPLE) != 0) throw nb::python_error();
}

std::string StringOf(const nb::bytes& bytes) { return {bytes.c_str(), bytes.size()}; }

}  // namespace caveat::python

NB_MODULE(_caveat, m) {
  using namespace nanobind::literals;
  m.def("check", &caveat::python::Check, "path"_a, "data"_a.none(), "identity"_a, "explain"_a, "sha256"_a);
  m.def("tool", &caveat::python::ToolJson);
  caveat::python::BindArrow(m);
  caveat::python::BindModels(m);
}
