#include "hub/libarchive.h"

#include <dlfcn.h>

namespace caveat::hub {

static_assert(ARCHIVE_VERSION_NUMBER / 1000000 == 3, "the number of the shared library is that of version 3");

const ArchiveFunctions& LibArchive() {
  static const ArchiveFunctions functions = [] {
    ArchiveFunctions out;
    void* const handle = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return out;
    out.there = true;
#define CAVEAT_LOAD(f)                                          \
  out.f = reinterpret_cast<decltype(out.f)>(dlsym(handle, #f)); \
  out.there &= out.f != nullptr;
    CAVEAT_ARCHIVE_FUNCTIONS(CAVEAT_LOAD)
#undef CAVEAT_LOAD
    return out;
  }();
  return functions;
}

}  // namespace caveat::hub
