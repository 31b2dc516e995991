// Prints the folded words of files with their marks, one source line or sentence a line: for looking at what folding
// made of a text.   fold_dump [--plain] [--phrase TEXT] [FILE...]

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "text/fold.h"

namespace {

using caveat::text::Words;

std::string Name(const Words& words, uint32_t i) {
  static constexpr struct {
    uint16_t mark;
    std::string_view sign;
  } kSigns[] = {{caveat::text::kQuoteClose, "»"}, {caveat::text::kParenClose, ")"}, {caveat::text::kComma, ","},
                {caveat::text::kSemicolon, ";"},  {caveat::text::kColon, ":"},      {caveat::text::kInlineItem, "#"},
                {caveat::text::kParenOpen, "("},  {caveat::text::kQuoteOpen, "«"},  {caveat::text::kHidden, "!"}};
  std::string out;
  const uint16_t marks = i < words.size() ? words.marks(i) : words.tail_marks();
  for (const auto& s : kSigns) {
    if ((marks & s.mark) != 0) out += s.sign;
  }
  return out;
}

void Dump(const Words& words) {
  bool heading = false;
  for (uint32_t i = 0; i < words.size(); ++i) {
    const uint16_t m = words.marks(i);
    const bool head = (m & caveat::text::kHeading) != 0;
    if ((m & (caveat::text::kSentence | caveat::text::kParagraph | caveat::text::kItem)) != 0 || head != heading) {
      std::cout << "\n"
                << ((m & caveat::text::kParagraph) != 0 ? "P" : " ") << ((m & caveat::text::kItem) != 0 ? "I" : " ")
                << ((m & caveat::text::kSentence) != 0 ? "S" : " ") << (head ? "H" : " ") << int{words.level(i)} << " ";
    }
    heading = head;
    if ((m & caveat::text::kLine) != 0) std::cout << "⏎";
    std::cout << Name(words, i) << words[i];
    if ((m & caveat::text::kUrl) != 0) std::cout << "@";
    std::cout << " ";
  }
  std::cout << Name(words, words.size()) << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  bool plain = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--plain") {
      plain = true;
      continue;
    }
    std::string bytes;
    if (arg == "--phrase" && i + 1 < argc) {
      bytes = argv[++i];
    } else {
      std::ifstream file(argv[i], std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
    caveat::text::Text text;
    caveat::text::Decode(bytes, &text);
    Words words;
    caveat::text::Fold(text.utf8, &words);
    if (plain) {
      std::cout << words.text() << "\n";
    } else {
      Dump(words);
    }
  }
  return 0;
}
