#include "text/card.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

#include "text/fold.h"
#include "text/yaml.h"

namespace caveat::text {
namespace {

using Kind = CardProblem::Kind;

constexpr size_t kMaxHead = size_t{8} << 20;
constexpr size_t kWindow = 256;

constexpr std::array<std::string_view, 31> kWanted = {
    "base_model",
    "base_model_relation",
    "base_model_sources",
    "base_models",
    "dataset",
    "dataset_sources",
    "datasets",
    "gated",
    "language",
    "languages",
    "library_name",
    "licence",
    "license",
    "license_details",
    "license_link",
    "license_name",
    "licenses",
    "metrics",
    "model-index",
    "model_creator",
    "model_name",
    "model_repo_url",
    "model_type",
    "model_url",
    "new_version",
    "pipeline_tag",
    "pretty_name",
    "quantized_by",
    "source_datasets",
    "tags",
    "task_categories",
};

// Characters of the pattern's \s, as a browser's language has it. Length in bytes at `i`, 0 for none.
size_t SpaceAt(std::string_view s, size_t i) {
  const char c = s[i];
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (s.compare(i, 2, "\xC2\xA0") == 0) return 2;
  if (i + 3 > s.size()) return 0;
  const std::string_view three = s.substr(i, 3);
  if (three == "\xEF\xBB\xBF" || three == "\xE1\x9A\x80" || three == "\xE3\x80\x80" || three == "\xE2\x81\x9F")
    return 3;
  if (three.substr(0, 2) == "\xE2\x80") {
    const unsigned char last = static_cast<unsigned char>(three[2]);
    if ((last >= 0x80 && last <= 0x8A) || last == 0xA8 || last == 0xA9 || last == 0xAF) return 3;
  }
  return 0;
}

bool In(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bool IsBreak(char c) { return c == '\n' || c == '\r'; }
bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// Behind the line end at `i`; `i` where there is none.
size_t AfterBreak(std::string_view s, size_t i) {
  if (i >= s.size() || !IsBreak(s[i])) return i;
  return s.compare(i, 2, "\r\n") == 0 ? i + 2 : i + 1;
}

struct Head {
  bool found = false, opened = false;
  size_t open = 0;            // the first dashes
  size_t begin = 0, end = 0;  // of the YAML
  size_t body = 0;
};

// The pattern of the header's comment, by hand.
Head FindHead(std::string_view s) {
  Head head;
  size_t i = 0;
  while (i < s.size()) {
    const size_t n = SpaceAt(s, i);
    if (n == 0) break;
    i += n;
  }
  if (s.compare(i, 3, "---") != 0 || AfterBreak(s, i + 3) == i + 3) return head;
  head.opened = true;
  head.open = i;
  // Closes at a line end followed by dashes, blanks, and a line feed (with or without carriage return) or the end.
  const auto close = [&](size_t from) {
    for (size_t at = from; (at = s.find("---", at)) != std::string_view::npos; ++at) {
      if (at == from || !IsBreak(s[at - 1])) continue;
      size_t after = at + 3;
      while (after < s.size() && IsBlank(s[after])) ++after;
      const bool line = s.compare(after, 1, "\n") == 0 || s.compare(after, 2, "\r\n") == 0;
      if (!line && after != s.size()) continue;
      head.found = true;
      head.begin = from;
      head.end = at - 1;
      if (s[at - 1] == '\n' && head.end > from && s[at - 2] == '\r') --head.end;
      head.body = line ? AfterBreak(s, after) : after;
      return true;
    }
    return false;
  };
  const size_t first = AfterBreak(s, i + 3);
  // Of \r\n after the first dashes the pattern gives \n back where nothing else closes: an empty head.
  if (!close(first) && first == i + 5) close(i + 4);
  return head;
}

struct Line {
  size_t begin = 0, end = 0, next = 0;  // end: before the line end
  size_t text = 0;                      // first character that is neither blank nor tab; end for an empty line
};

// `returns`: there are line ends other than line feeds.
Line LineAt(std::string_view s, size_t i, bool returns) {
  Line line;
  line.begin = i;
  line.end = s.size();
  if (!returns) {
    const void* feed = i < s.size() ? std::memchr(s.data() + i, '\n', s.size() - i) : nullptr;
    if (feed != nullptr) line.end = static_cast<size_t>(static_cast<const char*>(feed) - s.data());
    line.next = std::min(line.end + 1, s.size());
  } else {
    // In windows, so that a file with one kind of line end is not searched for the other from each line on.
    for (size_t from = i; from < s.size(); from += kWindow) {
      size_t length = std::min(kWindow, s.size() - from);
      const void* feed = std::memchr(s.data() + from, '\n', length);
      if (feed != nullptr) length = static_cast<size_t>(static_cast<const char*>(feed) - s.data()) - from;
      const void* back = std::memchr(s.data() + from, '\r', length);
      if (back == nullptr && feed == nullptr) continue;
      line.end = static_cast<size_t>(static_cast<const char*>(back != nullptr ? back : feed) - s.data());
      break;
    }
    line.next = AfterBreak(s, line.end);
  }
  line.text = i;
  while (line.text < line.end && IsBlank(s[line.text])) ++line.text;
  return line;
}

// The key that starts at `i`: where it ends and where its value starts; npos if it is none.
struct Key {
  std::string name;
  size_t value = std::string_view::npos;  // behind the colon
};

Key KeyAt(std::string_view s, size_t i, size_t end) {
  Key key;
  size_t colon = i;
  const char quote = s[i];
  if (quote == '"' || quote == '\'') {
    const size_t close = s.substr(0, end).find(quote, i + 1);
    if (close == std::string_view::npos) return key;
    key.name = s.substr(i + 1, close - i - 1);
    colon = close + 1;
    while (colon < end && IsBlank(s[colon])) ++colon;
    if (colon >= end || s[colon] != ':') return key;
  } else {
    if (In(quote, "[]{}#&*!|>%@`,?-") && !(quote == '-' && i + 1 < end && !IsBlank(s[i + 1]))) return key;
    while (colon < end && !(s[colon] == ':' && (colon + 1 == end || IsBlank(s[colon + 1])))) {
      if (s[colon] == '#' && IsBlank(s[colon - 1])) return key;
      ++colon;
    }
    if (colon >= end) return key;
    size_t stop = colon;
    while (stop > i && IsBlank(s[stop - 1])) --stop;
    key.name = s.substr(i, stop - i);
  }
  key.value = colon + 1;
  return key;
}

// Behind the quoted scalar, list or map that starts at `i`; npos if it never ends.
size_t AfterEnclosed(std::string_view s, size_t i) {
  int depth = 0;
  for (; i < s.size(); ++i) {
    const char c = s[i];
    const bool starts = depth == 0 || i == 0 || In(s[i - 1], " \t\r\n[{,:");
    if (c == '"' && starts) {
      for (++i; i < s.size() && s[i] != '"'; ++i) i += s[i] == '\\';
      if (i >= s.size()) return std::string_view::npos;
    } else if (c == '\'' && starts) {
      for (++i; i < s.size(); ++i) {
        if (s[i] != '\'') continue;
        if (i + 1 >= s.size() || s[i + 1] != '\'') break;
        ++i;
      }
      if (i >= s.size()) return std::string_view::npos;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if (c == ']' || c == '}') {
      --depth;
    } else if (c == '#' && i > 0 && (IsBlank(s[i - 1]) || IsBreak(s[i - 1]))) {
      i = std::min(s.find_first_of("\r\n", i), s.size()) - 1;
    }
    if (depth <= 0) return i + 1;
  }
  return std::string_view::npos;
}

std::string_view Trim(std::string_view s) {
  while (!s.empty() && (IsBlank(s.front()) || IsBreak(s.front()))) s.remove_prefix(1);
  while (!s.empty() && (IsBlank(s.back()) || IsBreak(s.back()))) s.remove_suffix(1);
  return s;
}

// One top-level key with all that belongs to it.
struct Block {
  std::string key;
  size_t begin = 0, value = 0, end = 0;  // of the YAML's text
};

class HeadReader {
 public:
  // `yaml` lies at byte `base` of the decoded text.
  HeadReader(std::string_view yaml, uint64_t base, Card* card)
      : yaml_(yaml), base_(base), card_(card), tabs_(In('\t', yaml)), returns_(In('\r', yaml)) {}

  void Read() {
    Cut();
    const bool map = std::any_of(blocks_.begin(), blocks_.end(), [](const Block& block) { return !block.key.empty(); });
    if (doubt_ != std::string_view::npos && !map) {
      Problem(Kind::kNotMap, doubt_, "the head is a text, not a map");
      return;
    }
    // A line that fits nowhere may be part of a quoted text that runs over lines: the parser knows.
    if ((whole_ || (doubt_ != std::string_view::npos && !broken_)) && (ReadWhole() || whole_)) {
      blocks_.clear();
      return Finish();
    }
    if (doubt_ != std::string_view::npos) Syntax(doubt_, "a line that is neither a key nor part of the value above");
    for (const Block& block : blocks_) {
      if (IsWantedCardKey(block.key)) ReadBlock(block);
    }
    Finish();
  }

 private:
  void Problem(Kind kind, size_t at, std::string message) {
    card_->problems.push_back({kind, base_ + at, std::move(message)});
  }

  void Syntax(size_t at, std::string message) {
    if (broken_) return;  // the first one tells
    broken_ = true;
    const bool tab = at < yaml_.size() && yaml_[at] == '\t';
    Problem(tab ? Kind::kTab : Kind::kSyntax, at, std::move(message));
  }

  // Cuts the head into blocks, one for each key of the outermost map.
  void Cut() {
    size_t i = 0, indent = std::string_view::npos;
    bool list = false;
    while (i < yaml_.size()) {
      const Line line = LineAt(i);
      const size_t from = i;
      i = line.next;
      if (line.text == line.end || yaml_[line.text] == '#') continue;
      const size_t column = line.text - line.begin;
      const char c = yaml_[line.text];
      if (indent == std::string_view::npos) {
        if (line.begin == line.text && yaml_.compare(from, 3, "---") == 0 && line.end - from == 3) continue;
        indent = column;
        if (c == '{') {
          whole_ = true;
          return;
        }
        const bool item = c == '-' && (line.text + 1 == line.end || IsBlank(yaml_[line.text + 1]));
        if (item || c == '[') {
          Problem(Kind::kNotMap, line.text, "the head is a list, not a map");
          return;
        }
      }
      const Key key = column == indent ? KeyAt(yaml_, line.text, line.end) : Key();
      if (key.value == std::string_view::npos) {
        const bool item = c == '-' && (line.text + 1 == line.end || IsBlank(yaml_[line.text + 1]));
        if (column > indent || (column == indent && item && list)) continue;
        if (column == indent && line.end - line.begin == 3 && yaml_.compare(from, 3, "...") == 0) break;
        Close(line.begin);
        blocks_.push_back({"", line.begin, line.begin, yaml_.size()});
        // A key whose value follows without a blank is none; what was meant is plain.
        const size_t colon = yaml_.substr(0, line.end).find(':', line.text);
        if (colon < line.end && IsWantedCardKey(yaml_.substr(line.text, colon - line.text))) {
          blocks_.back() = {std::string(yaml_.substr(line.text, colon - line.text)), line.text, colon + 1,
                            yaml_.size()};
        }
        doubt_ = std::min(doubt_, line.text);
        list = false;
        continue;
      }
      Close(line.begin);
      blocks_.push_back({key.name, line.text, key.value, yaml_.size()});
      size_t value = key.value;
      while (value < line.end && IsBlank(yaml_[value])) {
        if (yaml_[value] == '\t' && value + 1 < line.end) Syntax(value, "a tab before a value");
        ++value;
      }
      list = value == line.end || yaml_[value] == '#';
      if (!list && In(yaml_[value], "\"'[{")) {
        // One that never closes makes the next ones doubtful too; they are not searched to the end again.
        const size_t after = AfterEnclosed(yaml_.substr(0, unclosed_ ? line.end : yaml_.size()), value);
        if (after == std::string_view::npos) {
          doubt_ = std::min(doubt_, value);
          unclosed_ = true;
        } else {
          const size_t tab = TabInIndent(line.next, after);
          if (tab != std::string_view::npos) Syntax(tab, "a tab in an indentation");
          if (after > line.end) i = LineAt(after).next;
        }
      } else if (list) {
        CheckTabs(i, indent);
      }
    }
  }

  Line LineAt(size_t i) const { return text::LineAt(yaml_, i, returns_); }

  // A tab that indents a line of the block that follows. Block scalars may hold any, so only maps and lists are asked.
  void CheckTabs(size_t i, size_t indent) {
    if (!tabs_) return;
    while (i < yaml_.size()) {
      const Line line = LineAt(i);
      if (line.text < line.end) {
        const size_t tab = TabIn(line);
        if (tab < line.text && tab - line.begin <= indent) Syntax(tab, "a tab in an indentation");
        const bool item = yaml_[line.text] == '-' && line.text - line.begin == indent;
        if (line.text - line.begin <= indent && !item) return;
        // From a block scalar on nothing can be said.
        const char last = yaml_[line.end - 1];
        if (last == '|' || last == '>' || last == '-' || last == '+') return;
        if (tab < line.text) Syntax(tab, "a tab in an indentation");
      }
      i = line.next;
    }
  }

  // The first tab before the text of a line; its text if there is none.
  size_t TabIn(const Line& line) const {
    if (!tabs_) return line.text;
    return static_cast<size_t>(std::find(yaml_.begin() + line.begin, yaml_.begin() + line.text, '\t') - yaml_.begin());
  }

  size_t TabInIndent(size_t from, size_t to) const {
    if (!tabs_) return std::string_view::npos;
    for (size_t i = from; i < to;) {
      const Line line = LineAt(i);
      const size_t tab = TabIn(line);
      if (tab < line.text && line.text < line.end) return tab;
      i = line.next == i ? to : line.next;
    }
    return std::string_view::npos;
  }

  void Close(size_t at) {
    if (!blocks_.empty()) blocks_.back().end = at;
  }

  // The whole head through the parser. False: it is not YAML; what could be read is kept only for a head in braces.
  bool ReadWhole() {
    Fields fields;
    const YamlError error = ReadYaml(yaml_, base_, &fields);
    const bool good = error.message.empty();
    if (!good && !whole_) return false;
    if (!good) Syntax(std::min<size_t>(error.at - base_, yaml_.size()), error.message);
    bool results = false;
    for (Field& field : fields) {
      // The path begins with a top-level key.
      const std::string_view top = std::string_view(field.key).substr(0, field.key.find('.'));
      if (!IsWantedCardKey(top)) continue;
      if (top == "model-index" && field.key != "model-index.name") {
        if (results || field.kind != Field::Kind::kKey || field.value != "results") continue;
        results = true;
      }
      card_->fields.push_back(std::move(field));
    }
    return good;
  }

  void Finish() {
    for (Field& field : card_->fields) field.recovered = broken_;
    MarkDuplicates();
    MarkPlaceholders();
  }

  void ReadBlock(const Block& block) {
    if (block.key == "model-index") return ReadIndex(block);
    if (ReadSimple(block)) return;
    std::string_view text = yaml_.substr(block.begin, block.end - block.begin);
    const size_t known = card_->fields.size();
    const YamlError error = ReadYaml(text, base_ + block.begin, &card_->fields);
    if (error.message.empty()) return;
    Syntax(std::min<size_t>(error.at - base_, yaml_.size()), error.message);
    card_->fields.resize(known);
    // Tabs are the usual trouble, and a blank in place of each moves nothing.
    if (text.find('\t') != std::string_view::npos) {
      std::string blanks(text);
      std::replace(blanks.begin(), blanks.end(), '\t', ' ');
      if (ReadYaml(blanks, base_ + block.begin, &card_->fields).message.empty()) return;
      card_->fields.resize(known);
    }
    Recover(block);
  }

  // `key: word` and lists of words, which need no parser: nearly all blocks. False if this is anything else.
  bool ReadSimple(const Block& block) {
    const size_t known = card_->fields.size();
    Line line = LineAt(block.begin);
    if (line.text != block.begin || yaml_[block.begin] == '"' || yaml_[block.begin] == '\'') return false;
    size_t begin, end;
    bool any = false;
    if (PlainWord(block.value, line.end, &begin, &end)) {
      AddPlain(block.key, begin, end, 0);
      any = true;
    } else if (!OnlyBlanks(block.value, line.end)) {
      return false;
    }
    uint32_t item = 0;
    size_t indent = std::string_view::npos;
    for (size_t i = line.next; i < block.end; i = line.next) {
      line = LineAt(i);
      if (line.text == line.end) continue;
      const char c = yaml_[line.text];
      if (c == '#' && (line.text == line.begin || IsBlank(yaml_[line.text - 1]))) continue;
      const size_t column = line.text - line.begin;
      if (indent == std::string_view::npos) indent = column;
      const bool dash = c == '-' && line.text + 1 < line.end && yaml_[line.text + 1] == ' ';
      if (any || !dash || column != indent || TabIn(line) < line.text ||
          !PlainWord(line.text + 1, line.end, &begin, &end)) {
        card_->fields.resize(known);
        return false;
      }
      AddPlain(block.key, begin, end, item++);
    }
    if (card_->fields.size() == known) return false;
    return true;
  }

  // One word of letters, digits and what ids hold, from `from` to the line's end, a comment allowed behind it.
  bool PlainWord(size_t from, size_t to, size_t* begin, size_t* end) const {
    while (from < to && yaml_[from] == ' ') ++from;
    *begin = from;
    const auto letter = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    if (from >= to || !letter(yaml_[from])) return false;
    while (from < to && (letter(yaml_[from]) || In(yaml_[from], "-._/+"))) ++from;
    *end = from;
    return OnlyBlanks(from, to);
  }

  // Blanks, and a comment behind them.
  bool OnlyBlanks(size_t from, size_t to) const {
    const size_t start = from;
    while (from < to && yaml_[from] == ' ') ++from;
    return from == to || (yaml_[from] == '#' && from > start);
  }

  void AddPlain(const std::string& key, size_t begin, size_t end, uint32_t item) {
    if (card_->fields.size() >= kMaxYamlFields) return;
    Field field;
    field.key = key;
    field.value = yaml_.substr(begin, end - begin);
    field.kind = KindOfPlain(field.value);
    field.item = item;
    field.begin = base_ + begin;
    field.end = base_ + end;
    card_->fields.push_back(std::move(field));
  }

  // What a person would read where the parser gives up: the rest of the line, or the lines of a list.
  void Recover(const Block& block) {
    const auto add = [&](size_t from, size_t to, uint32_t item) {
      while (from < to && IsBlank(yaml_[from])) ++from;
      for (size_t i = from + 1; i < to; ++i) {
        if (yaml_[i] == '#' && IsBlank(yaml_[i - 1])) to = i;
      }
      while (to > from && IsBlank(yaml_[to - 1])) --to;
      size_t begin = from, end = to;
      if (end - begin >= 2 && (yaml_[begin] == '"' || yaml_[begin] == '\'') && yaml_[end - 1] == yaml_[begin])
        ++begin, --end;
      if (begin >= end || In(yaml_[begin], "[{|>&*")) return;
      AddPlain(block.key, begin, end, item);
    };
    Line line = LineAt(block.begin);
    add(block.value, line.end, 0);
    uint32_t item = 0;
    for (size_t i = line.next; i < block.end; i = line.next) {
      line = LineAt(i);
      if (line.text + 1 < line.end && yaml_[line.text] == '-' && IsBlank(yaml_[line.text + 1]))
        add(line.text + 1, line.end, item++);
    }
  }

  // Of the results of evaluations, which can be very long, only the names of the models and that there are results.
  void ReadIndex(const Block& block) {
    Line line = LineAt(block.begin);
    size_t indent = std::string_view::npos;
    uint32_t item = 0;
    bool results = false;
    for (size_t i = line.next; i < block.end; i = line.next) {
      line = LineAt(i);
      size_t at = line.text;
      if (at == line.end || yaml_[at] == '#') continue;
      const bool dash = yaml_[at] == '-' && at + 1 < line.end && IsBlank(yaml_[at + 1]);
      if (dash && (indent == std::string_view::npos || at - line.begin == indent)) {
        item += indent != std::string_view::npos;
        indent = at - line.begin;
        while (at < line.end && (yaml_[at] == '-' || IsBlank(yaml_[at]))) ++at;
      } else if (indent == std::string_view::npos || at - line.begin != indent + 2) {
        continue;
      }
      if (at == line.end) continue;
      const Key key = KeyAt(yaml_, at, line.end);
      if (key.name == "name") {
        Fields fields;
        if (!ReadYaml(yaml_.substr(at, line.end - at), base_ + at, &fields).message.empty()) continue;
        for (Field& field : fields) {
          field.key = "model-index.name";
          field.item = item;
          card_->fields.push_back(std::move(field));
        }
      } else if (key.name == "results" && !results) {
        results = true;
        Field field;
        field.key = "model-index";
        field.value = key.name;
        field.kind = Field::Kind::kKey;
        field.item = item;
        field.begin = base_ + at;
        field.end = field.begin + key.name.size();
        card_->fields.push_back(std::move(field));
      }
    }
  }

  // The last value of a key counts, as for the parsers that put up with it.
  void MarkDuplicates() {
    Fields& fields = card_->fields;
    std::unordered_map<std::string_view, uint64_t> last;  // where the last value of each key begins
    if (blocks_.empty()) {
      // Of a head that was read as a whole: what stands before the first item of a later list.
      for (size_t i = fields.size(); i-- > 0;) {
        Field& field = fields[i];
        if (field.kind == Field::Kind::kKey || field.key.find('.') != std::string::npos) continue;
        const auto found = last.find(field.key);
        if (found != last.end()) {
          field.overridden = true;
          if (field.item == 0) Again(field.key, found->second);
        } else if (field.item == 0) {
          last.emplace(field.key, field.begin);
        }
      }
      return;
    }
    size_t i = fields.size();
    for (size_t k = blocks_.size(); k-- > 0;) {
      const Block& block = blocks_[k];
      const auto [found, fresh] = last.emplace(block.key, base_ + block.begin);
      const bool again = !fresh && !block.key.empty();
      if (again) Again(block.key, found->second);
      for (; i > 0 && fields[i - 1].begin >= base_ + block.begin; --i) fields[i - 1].overridden = again;
    }
  }

  void Again(const std::string& key, uint64_t at) {
    card_->problems.push_back({Kind::kDuplicateKey, at, "the key " + key + " stands here again"});
  }

  void MarkPlaceholders() {
    for (const Field& field : card_->fields) {
      const std::string_view value = Trim(field.value);
      // {{ license }} is a map to YAML.
      const bool map =
          field.kind == Field::Kind::kKey && field.key.compare(0, 6, "extra_") != 0 && AfterBrace(field.begin - base_);
      const bool braces = value.size() > 2 && value.front() == '{' && value.back() == '}';
      if (map || braces || value == "More Information Needed" || value == "[More Information Needed]") {
        card_->problems.push_back({Kind::kPlaceholder, field.begin, "the template's words were left in " + field.key});
      }
    }
  }

  bool AfterBrace(size_t at) const {
    while (at > 0 && IsBlank(yaml_[at - 1])) --at;
    return at > 0 && yaml_[at - 1] == '{';
  }

  std::string_view yaml_;
  uint64_t base_;
  Card* card_;
  const bool tabs_, returns_;  // there are any
  std::vector<Block> blocks_;
  bool broken_ = false;                    // YAML's rules are
  bool unclosed_ = false;                  // a quote or bracket is never closed
  bool whole_ = false;                     // the head is one map in braces
  size_t doubt_ = std::string_view::npos;  // the first place where the cut into blocks may be wrong
};

Card Read(std::string_view bytes, bool fields) {
  Card card;
  // Only the head is decoded: a longer file is cut where the head may not reach.
  const std::string_view start = bytes.substr(0, 2);
  const bool bom = bytes.substr(0, 3) == "\xEF\xBB\xBF";
  const bool wide = start == "\xFF\xFE" || start == "\xFE\xFF";
  Text text;
  if (wide) {
    Decode(bytes.substr(0, kMaxHead), &text);
  } else {
    text.utf8 = bytes.substr(bom ? 3 : 0);
    text.skip = bom ? 3 : 0;
  }
  const Head head = FindHead(text.utf8);
  const auto place = [&](uint64_t at) {
    return text.source.empty() ? at + text.skip
                               : text.SourceByte(static_cast<uint32_t>(std::min<uint64_t>(at, text.utf8.size())));
  };
  if (bom && head.opened)
    card.problems.push_back({Kind::kByteOrderMark, 0, "a byte order mark stands before the head"});
  if (!head.found) {
    if (head.opened) {
      card.problems.push_back(
          {Kind::kUnclosed, place(head.open), "the head is opened and never closed: it counts for nothing"});
    }
    return card;
  }
  card.head = true;
  card.head_begin = place(head.begin);
  card.head_end = place(head.end);
  card.body = place(head.body);
  if (!fields || head.end - head.begin > kMaxHead) return card;
  const size_t problems = card.problems.size();
  const std::string_view yaml = text.utf8.substr(head.begin, head.end - head.begin);
  Text again;
  if (!wide) Decode(yaml, &again);
  if (!wide && !again.source.empty()) {  // not UTF-8
    HeadReader(again.utf8, 0, &card).Read();
    text.source = std::move(again.source);
    for (uint32_t& source : text.source) source += static_cast<uint32_t>(head.begin + text.skip);
    text.utf8 = again.utf8;
  } else {
    HeadReader(yaml, head.begin, &card).Read();
  }
  for (Field& field : card.fields) {
    field.begin = place(field.begin);
    field.end = place(field.end);
  }
  for (size_t i = problems; i < card.problems.size(); ++i) card.problems[i].at = place(card.problems[i].at);
  return card;
}

}  // namespace

bool Card::Has(CardProblem::Kind kind) const {
  return std::any_of(problems.begin(), problems.end(), [&](const CardProblem& p) { return p.kind == kind; });
}

bool IsWantedCardKey(std::string_view key) {
  return (key.substr(0, 12) == "extra_gated_" && key.size() <= kMaxFieldKey) ||
         std::binary_search(kWanted.begin(), kWanted.end(), key);
}

Card ReadCard(std::string_view bytes) { return Read(bytes, true); }

Card FindCardHead(std::string_view bytes) { return Read(bytes, false); }

}  // namespace caveat::text
