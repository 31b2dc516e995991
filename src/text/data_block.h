// File: src/text/data_block.h
//
// Stretches of a Markdown text that hold data or program code and no sentence of the author's: Fold passes over them.
//
//   * blocks of the front matter whose key holds results, examples or a description of columns: `model-index`,
//     `widget`, `dataset_info`, ... (keys of the Hub's model and dataset cards; any key that may hold terms, such as
//     `license` or `extra_gated_prompt`, is read);
//   * fenced code that names a programming language or BibTeX, from the line after the opening fence to the closing
//   one.
//     A fence without a name, or with `text`, `markdown`, `yaml`, `json` ..., is read: licences are quoted in these.
//
// Pure, total, thread-safe; each function is linear in what it passes over.

#ifndef CAVEAT_TEXT_DATA_BLOCK_H_
#define CAVEAT_TEXT_DATA_BLOCK_H_

#include <cstdint>
#include <string_view>

namespace caveat::text {

// When the line at `at` (a line start inside a front matter that ends at byte `end`) has a key of data: the start of
// the next line that belongs to another key, at most `end`. Else `at`.
uint32_t SkipDataKey(std::string_view text, uint32_t at, uint32_t end);

// Whether the info string of a fence names a programming language or BibTeX. Letter case does not matter.
bool IsCodeLanguage(std::string_view info);

// The line of the closing fence for the opening one at `fence` (its first backquote or tilde): the offset of its line's
// start; npos when the fence is never closed.
size_t ClosingFence(std::string_view text, size_t fence);

}  // namespace caveat::text

#endif  // CAVEAT_TEXT_DATA_BLOCK_H_
