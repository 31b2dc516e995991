// File: src/hub/fill.h
//
// What every layout does with a file once it can be read: read no more of it than is wished for, tell pointers from
// contents, and keep the reason when it cannot be had. Thread-safe.

#ifndef CAVEAT_HUB_FILL_H_
#define CAVEAT_HUB_FILL_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "hub/source.h"
#include "model/repository.h"

namespace caveat::hub {

// Reads at most `limit` bytes from the beginning of a file and tells its size; false with an error.
using ReadFrom = std::function<bool(uint64_t limit, std::string* bytes, uint64_t* size, std::string* error)>;

// Sets content, bytes, size and error of a file whose path and (where known) size are set. `read` is called once, more
// often for weights, or not at all when the path alone is enough.
void Fill(const ReadFrom& read, model::File* file);

// The same for bytes that are at hand already.
void FillWith(std::string bytes, model::File* file);

// A Git LFS or xet pointer stands in the place of a file; `size`: what it says of the file's size, or 0.
bool IsPointer(std::string_view bytes, uint64_t* size);

// "org/name" of the last two parts of a path or URL, without ".git"; empty when there are not two, or the first is the
// name of a kind of folder ("models", "checkpoints") and not of somebody.
std::string IdFromPath(std::string_view path);
std::string IdFromUrl(std::string_view url);

// Adds what a listing of the complete repository names and this copy lacks: `trees/<commit>.json` of the Hub's cache.
// False when it is no such listing.
bool AddTree(std::string_view json, model::Repository* repository);

// By path, as the judge wants it.
void SortFiles(model::Repository* repository);

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_FILL_H_
