// File: src/report/terminal.h
//
// Text for people: what comes from files is made harmless, lines are wrapped by the columns they take, colour is put on
// by style. Pure functions, thread-safe, total on any bytes; linear in the size of the text.

#ifndef CAVEAT_REPORT_TERMINAL_H_
#define CAVEAT_REPORT_TERMINAL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::report {

enum class Style : uint8_t { kPlain, kBold, kDim, kGood, kCare, kBad, kPlace };

// `text` in the colours of `style`, or just `text` when `color` is false. `text` must not come from a file unescaped.
std::string Paint(bool color, Style style, std::string_view text);

// Valid UTF-8 in which nothing can move the cursor, change colours, hide or reorder text: control characters become \n,
// \t or \x1b, bytes that are no UTF-8 \xff, and invisible or direction-changing characters \u{202e}. For names of
// files.
std::string Printable(std::string_view bytes);

// The same for running text: runs of white space become one space, none at the ends.
std::string PrintableLine(std::string_view bytes);

// The same for lines that keep their shape, as diagnostics do: line breaks and tabs stay.
std::string PrintableBlock(std::string_view bytes);

// Valid UTF-8: each maximal run of bytes that is none becomes one U+FFFD. Everything else is kept.
std::string ValidUtf8(std::string_view bytes);
bool IsValidUtf8(std::string_view bytes);

// Columns that `text` (valid UTF-8, printable) takes on a terminal: two for a wide character, none for a combining one.
size_t DisplayWidth(std::string_view text);

// The longest head of `text` that takes at most `columns`, at a word's end where one is near, with "…" when something
// was left out.
std::string CutToWidth(std::string_view text, size_t columns);

// `text` in lines of at most `width` columns, broken at spaces, beside wide characters, and within a word only when it
// is longer than a line. The first line begins with `first`, all others with `rest`; every line ends in "\n".
std::string Wrap(std::string_view text, size_t width, std::string_view first, std::string_view rest);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_TERMINAL_H_
