#include "bench/corpus.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>

namespace caveat::bench {
namespace {

// xorshift: the same numbers with every standard library.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  size_t Below(size_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<size_t>(state_ >> 11) % n;
  }
  std::string_view Of(std::span<const std::string_view> list) { return list[Below(list.size())]; }

 private:
  uint64_t state_;
};

// Each states one clause.
constexpr std::string_view kClauses[] = {
    "Commercial use is prohibited.",
    "You may not reverse engineer, decompile or disassemble the Model.",
    "Either party may end this agreement; the Institute may terminate this license at any time, for any reason.",
    "You may not use the outputs of the Model to train other artificial intelligence models.",
    "In no event is the Institute liable for any damages.",
    "The Model is provided \"as is\" and without warranties.",
};

// Prose as licences have it, with nothing in it that a rule waits for.
constexpr std::string_view kPlain[] = {
    "The words above are set out for convenience and have the meaning that the schedule gives them.",
    "Headings help the reader; they do not decide how a paragraph is read.",
    "Where a day falls on a holiday in the Recipient's country, the next working day counts instead.",
    "A message counts as received on the third day after it was posted, or at once when it was handed over in person.",
    "The singular includes the plural, and \xE2\x80\x9Cincluding\xE2\x80\x9D is read as though followed by "
    "\xE2\x80\x9Cwithout limit\xE2\x80\x9D.",
    "Files that come with the package are listed in section 4.2(b) and in the index at "
    "https://example.org/files/index.html.",
    "Measurements in this document are rounded to two places (0.25, 1.50 and so on).",
    "The weights were produced between March 2021 and May 2023 on machines kept in the northern hall.",
    "Each copy carries a number, and the number of the first copy is 1,000.",
    "The Institute keeps a list of those who have written to it and answers within thirty days.",
    "Nothing in the preceding sentence concerns the tables, which are printed for the reader's information.",
    "A short description of the method stands in the appendix, together with the names of those who helped.",
};

constexpr std::string_view kTopics[] = {"model",   "dataset",   "tokenizer",  "adapter",
                                        "encoder", "benchmark", "checkpoint", "pipeline"};
constexpr std::string_view kVerbs[] = {"loads",    "measures", "converts", "prints",
                                       "compares", "stores",   "reads",    "normalises"};

// Wraps at 78 columns.
void AppendWrapped(std::string_view text, std::string_view indent, std::string* out) {
  size_t column = 0;
  while (!text.empty()) {
    const size_t space = std::min(text.find(' '), text.size());
    if (column != 0 && column + 1 + space > 78) {
      out->push_back('\n');
      column = 0;
    }
    if (column == 0) {
      out->append(indent);
      column = indent.size();
    } else {
      out->push_back(' ');
      ++column;
    }
    out->append(text.substr(0, space));
    column += space;
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  out->push_back('\n');
}

void Prose(size_t bytes, Random* random, std::string* out, uint64_t* planted) {
  const size_t stop = out->size() + bytes;
  for (uint32_t section = 1; out->size() < stop; ++section) {
    out->append(std::to_string(section))
        .append(". PROVISIONS OF THE ")
        .append(random->Below(2) != 0 ? "FIRST" : "SECOND")
        .append(" KIND\n\n");
    for (size_t paragraphs = 2 + random->Below(4); paragraphs > 0; --paragraphs) {
      std::string paragraph;
      for (size_t sentences = 2 + random->Below(4); sentences > 0; --sentences) {
        if (random->Below(6) == 0) {
          paragraph.append(random->Of(kClauses));
          ++*planted;
        } else {
          paragraph.append(random->Of(kPlain));
        }
        if (sentences > 1) paragraph.push_back(' ');
      }
      AppendWrapped(paragraph, "   ", out);
      out->push_back('\n');
    }
  }
}

void Card(size_t bytes, Random* random, std::string* out) {
  const size_t stop = out->size() + bytes;
  out->append("---\nlicense: other\nlanguage:\n- en\n- fr\ntags:\n- text-generation\n- ").append(random->Of(kTopics));
  out->append("\nmetrics:\n- accuracy\n---\n\n# A ")
      .append(random->Of(kTopics))
      .append(" of size ")
      .append(std::to_string(random->Below(70)))
      .append("B\n\n");
  while (out->size() < stop) {
    switch (random->Below(6)) {
      case 0:
        out->append("\n## ").append(random->Of(kTopics)).append(" details\n\n");
        break;
      case 1:
        out->append("| Step | Loss | Accuracy |\n|:----:|:-----|---------:|\n");
        for (int row = 0; row < 6; ++row) {
          out->append("| ")
              .append(std::to_string(row * 500))
              .append(" | 0.")
              .append(std::to_string(1000 + random->Below(9000)));
          out->append(" | 0.").append(std::to_string(1000 + random->Below(9000))).append(" |\n");
        }
        out->push_back('\n');
        break;
      case 2:
        out->append("```python\nfrom toolbox import ")
            .append(random->Of(kTopics))
            .append("\nx = ")
            .append(random->Of(kTopics))
            .append("(\"org/name\", size=");
        out->append(std::to_string(random->Below(4096)))
            .append(")\nprint(x.")
            .append(random->Of(kVerbs))
            .append("())\n```\n\n");
        break;
      case 3:
        out->append("<p align=\"center\"><img src=\"https://example.org/")
            .append(random->Of(kTopics))
            .append(".png\" width=\"400\"></p>\n\n");
        break;
      case 4:
        for (int item = 0; item < 4; ++item) {
          out->append("- **")
              .append(random->Of(kTopics))
              .append("**: it ")
              .append(random->Of(kVerbs))
              .append(" the [")
              .append(random->Of(kTopics));
          out->append("](https://example.org/docs/").append(random->Of(kVerbs)).append(") once\n");
        }
        out->push_back('\n');
        break;
      default:
        out->append("The ")
            .append(random->Of(kTopics))
            .append(" ")
            .append(random->Of(kVerbs))
            .append(" its input and `")
            .append(random->Of(kVerbs));
        out->append("` it; see the ")
            .append(random->Of(kTopics))
            .append(" card for the numbers we saw in 2023. \xF0\x9F\x9A\x80\n\n");
    }
  }
}

void Code(size_t bytes, Random* random, std::string* out) {
  const size_t stop = out->size() + bytes;
  out->append("// A small program.\n#include <vector>\n\n");
  while (out->size() < stop) {
    const std::string name =
        std::string(random->Of(kVerbs)) + "_" + std::string(random->Of(kTopics)) + std::to_string(random->Below(1000));
    out->append("// Returns what ")
        .append(name)
        .append(" was given, twice.\nint ")
        .append(name)
        .append("(const std::vector<int>& in, int n) {\n");
    for (size_t lines = 3 + random->Below(6); lines > 0; --lines) {
      out->append("  for (int i = 0; i < n; ++i) sum += in[i] * 0x").append(std::to_string(random->Below(9999)));
      out->append(" - (i & 7) / 3.5f;  /* ").append(random->Of(kTopics)).append(" */\n");
    }
    out->append("  return sum != 0 ? sum : -1;\n}\n\n");
  }
}

constexpr std::string_view kChinese[] = {"本文件说明模型的文件清单和版本号，供读者参考。",
                                         "收到来信之后，研究所将在三十天内答复。",
                                         "第二节所列的表格仅为方便阅读而设。",
                                         "模型权重在北方机房训练完成，时间为2023年5月。",
                                         "各方应当妥善保存往来文件；",
                                         "附录列出了参与者的姓名（共12人）。"};
constexpr std::string_view kChineseClause = "禁止将模型用于商业用途。";

void Chinese(size_t bytes, Random* random, std::string* out) {
  const size_t stop = out->size() + bytes;
  static constexpr std::string_view kNumbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  for (size_t section = 0; out->size() < stop; ++section) {
    out->append(kNumbers[section % 9]).append("、说明\n");
    for (size_t sentences = 3 + random->Below(5); sentences > 0; --sentences)
      out->append(random->Below(8) == 0 ? kChineseClause : random->Of(kChinese));
    out->append("\n\n");
  }
}

void Repeat(std::string_view piece, size_t bytes, std::string* out) {
  const size_t stop = out->size() + bytes;
  while (out->size() < stop) out->append(piece);
}

void Lists(size_t bytes, std::string* out) {
  const size_t stop = out->size() + bytes;
  for (size_t depth = 0; out->size() < stop; depth = (depth + 1) % 40)
    out->append(2 * depth, ' ').append(depth % 2 != 0 ? "- " : "(a) ").append("you must not, in any case:\n");
}

void Append(const std::string& kind, size_t bytes, Random* random, std::string* out, uint64_t* planted) {
  if (kind == "prose") return Prose(bytes, random, out, planted);
  if (kind == "cards") return Card(bytes, random, out);
  if (kind == "code") return Code(bytes, random, out);
  if (kind == "chinese") return Chinese(bytes, random, out);
  if (kind == "phrases") return Repeat("you may not use ", bytes, out);
  if (kind == "parens") return Repeat("(((((", bytes, out);
  if (kind == "ones") return Repeat("1 ", bytes, out);
  if (kind == "line") return Repeat("the license is granted to you without any line end and ", bytes, out);
  if (kind == "lists") return Lists(bytes, out);
  if (kind == "markers") return Repeat("(a) \"", bytes, out);
  if (kind == "tags") return Repeat("<a href=<b ", bytes, out);
}

std::string Read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void AddFolder(const std::filesystem::path& folder, const std::string& name, std::vector<Corpus>* all) {
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (auto it = std::filesystem::recursive_directory_iterator(folder, error);
       !error && it != std::filesystem::recursive_directory_iterator(); it.increment(error)) {
    if (it->is_regular_file(error)) paths.push_back(it->path());
  }
  if (paths.empty()) return;
  std::sort(paths.begin(), paths.end());
  Corpus corpus;
  corpus.name = name;
  for (const auto& path : paths) {
    corpus.documents.push_back(Read(path));
    corpus.bytes += corpus.documents.back().size();
  }
  all->push_back(std::move(corpus));
}

// One JSON object a line, the text in its member "card".
void AddCards(const std::filesystem::path& file, std::vector<Corpus>* all) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error) || file.string().find('\'') != std::string::npos) return;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("gzip -dc '" + file.string() + "'").c_str(), "r"), pclose);
  if (pipe == nullptr) return;
  std::string lines;
  std::array<char, 65536> buffer;
  for (size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;) lines.append(buffer.data(), n);
  Corpus corpus;
  corpus.name = "real-cards";
  simdjson::dom::parser parser;
  for (size_t from = 0; from < lines.size();) {
    const size_t end = std::min(lines.find('\n', from), lines.size());
    std::string_view card;
    if (parser.parse(lines.data() + from, end - from)["card"].get(card) == simdjson::SUCCESS) {
      corpus.documents.emplace_back(card);
      corpus.bytes += corpus.documents.back().size();
    }
    from = end + 1;
  }
  if (!corpus.documents.empty()) all->push_back(std::move(corpus));
}

}  // namespace

std::vector<std::string> Kinds() {
  return {"prose", "cards", "code", "chinese", "phrases", "parens", "ones", "line", "lists", "markers", "tags"};
}

Corpus Make(const std::string& kind, size_t bytes, size_t document) {
  Corpus corpus;
  corpus.name = kind;
  Random random(0x5EED);
  while (corpus.bytes < bytes) {
    std::string text;
    Append(kind, document == 0 ? bytes : document, &random, &text, &corpus.planted);
    corpus.bytes += text.size();
    corpus.documents.push_back(std::move(text));
  }
  return corpus;
}

std::vector<Corpus> All() {
  std::vector<Corpus> all;
  for (const std::string& kind : Kinds()) {
    const bool natural = kind == "prose" || kind == "cards" || kind == "code" || kind == "chinese";
    all.push_back(natural ? Make(kind, 1 << 20, kind == "prose" ? 12000 : 8000) : Make(kind, 1 << 18));
  }
  all.push_back(Make("prose", 10 << 20));
  all.back().name = "one-file";
  if (const char* shared = std::getenv("CAVEAT_SHARED"); shared != nullptr) {
    AddFolder(std::filesystem::path(shared) / "corpora/ai/read/texts", "real-prose", &all);
    AddCards(std::filesystem::path(shared) / "corpora/cards-bulk.jsonl.gz", &all);
  }
  return all;
}

}  // namespace caveat::bench
