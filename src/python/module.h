// File: src/python/module.h
//
// What the parts of the extension module share. A part is a file module_*.cc with one Bind function, called once.
//
// Python's lock guards the idle scanners; all reading goes on without it.

#ifndef CAVEAT_PYTHON_MODULE_H_
#define CAVEAT_PYTHON_MODULE_H_

#include <nanobind/nanobind.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"

namespace caveat::python {

// The built-in rules.
const std::shared_ptr<const Rules>& TheRules();

// Scanners for one call; made and destroyed while holding Python's lock. They come from those that nobody uses just now
// and go back there: a scanner holds buffers worth keeping, and there are never more than were in use at once.
class Scanners {
 public:
  explicit Scanners(size_t count);
  ~Scanners();
  Scanners(const Scanners&) = delete;
  Scanners& operator=(const Scanners&) = delete;
  Scanner& operator*() const { return *pointers_[0]; }
  const std::vector<Scanner*>& all() const { return pointers_; }

 private:
  std::vector<std::unique_ptr<Scanner>> mine_;
  std::vector<Scanner*> pointers_;
};

// The bytes of any object that has some; they stay where they are meanwhile. Raises TypeError for others.
class Buffer {
 public:
  explicit Buffer(nanobind::handle object);
  ~Buffer() { PyBuffer_Release(&view_); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  std::string_view bytes() const { return {static_cast<const char*>(view_.buf), static_cast<size_t>(view_.len)}; }

 private:
  Py_buffer view_ = {};
};

std::string StringOf(const nanobind::bytes& bytes);

void BindArrow(nanobind::module_& m);
void BindModels(nanobind::module_& m);

}  // namespace caveat::python

#endif  // CAVEAT_PYTHON_MODULE_H_
