#include "cli/known.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"
#include "classify/identity.h"
#include "classify/known.h"
#include "cli/exit_codes.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/license_files.h"
#include "cli/output.h"
#include "cli/suggest.h"
#include "report/json.h"
#include "report/terminal.h"
#include "text/fold.h"
#include "text/span.h"

namespace caveat::cli {
namespace {

using classify::Fact;
using classify::KnownLicenses;
using classify::LicenseRef;

struct Flags {
  std::string format = "human", licenses, family, id, path;
  uint32_t count = 3;
};

// What a text has in common with a licence.
struct Near {
  LicenseRef license;
  classify::How how = classify::How::kEdited;
  double coverage = 0;
  Span span;
  uint32_t added = 0, missing = 0;
};

std::string_view HowName(classify::How how) {
  switch (how) {
    case classify::How::kExact:
      return "exact";
    case classify::How::kQuoted:
      return "quoted";
    case classify::How::kEdited:
      break;
  }
  return "edited";
}

class Json {
 public:
  Json(const KnownLicenses& known) : known_(known) {
    writer_.StartObject();
    Text("schema", "caveat.known/1");
    const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
    report::Tool tool = report::ToolOf(*rules);
    tool.licenses = known.hash();
    const std::string json = report::ToolJson(tool);
    writer_.Key("tool");
    writer_.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  }

  void License(LicenseRef ref, bool all) {
    writer_.StartObject();
    const std::pair<const char*, Fact> texts[] = {{"id", Fact::kId},
                                                  {"title", Fact::kTitle},
                                                  {"spdx", Fact::kSpdx},
                                                  {"family", Fact::kFamily},
                                                  {"steward", Fact::kSteward},
                                                  {"version", Fact::kVersion},
                                                  {"category", Fact::kCategory}};
    for (const auto& [key, fact] : texts) {
      std::string_view value = known_.fact(ref, fact);
      if (fact == Fact::kVersion && value.empty()) value = known_.fact(ref, Fact::kDate);
      TextOrNull(key, value);
    }
    List("tags", known_.fact(ref, Fact::kTags));
    if (all) {
      TextOrNull("date", known_.fact(ref, Fact::kDate));
      TextOrNull("kind", known_.fact(ref, Fact::kKind));
      TextOrNull("language", known_.fact(ref, Fact::kLanguage));
      TextOrNull("osi_approved", known_.fact(ref, Fact::kOsi));
      TextOrNull("fsf_free", known_.fact(ref, Fact::kFsf));
      List("urls", known_.fact(ref, Fact::kUrls));
      List("aliases", known_.fact(ref, Fact::kAliases));
      List("twins", known_.fact(ref, Fact::kTwins));
      List("supersedes", known_.fact(ref, Fact::kSupersedes));
      List("clauses", known_.fact(ref, Fact::kClauses));
    }
    writer_.EndObject();
  }

  void NearOne(const Near& near) {
    writer_.StartObject();
    Text("license", known_.fact(near.license, Fact::kId));
    TextOrNull("spdx", known_.fact(near.license, Fact::kSpdx));
    Text("how", HowName(near.how));
    writer_.Key("coverage");
    // Cut, not rounded: what is just below one must not look like one.
    writer_.Double(static_cast<double>(static_cast<int>(near.coverage * 1000 + 1e-9)) / 1000);
    writer_.Key("span");
    writer_.StartObject();
    Number("start_byte", near.span.start_byte);
    Number("end_byte", near.span.end_byte);
    Number("start_line", near.span.start_line);
    Number("end_line", near.span.end_line);
    writer_.EndObject();
    Number("added_words", near.added);
    Number("missing_words", near.missing);
    writer_.EndObject();
  }

  void StartList(const char* key) {
    writer_.Key(key);
    writer_.StartArray();
  }
  void EndList() { writer_.EndArray(); }
  void Text(const char* key, std::string_view value) {
    writer_.Key(key);
    String(value);
  }
  std::string End() {
    writer_.EndObject();
    return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n";
  }

 private:
  void String(std::string_view value) {
    const std::string valid = report::ValidUtf8(value);
    writer_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  void TextOrNull(const char* key, std::string_view value) {
    writer_.Key(key);
    if (value.empty()) {
      writer_.Null();
    } else {
      String(value);
    }
  }
  void List(const char* key, std::string_view list) {
    StartList(key);
    for (const std::string_view entry : classify::Entries(list)) String(entry);
    EndList();
  }
  void Number(const char* key, uint64_t value) {
    writer_.Key(key);
    writer_.Uint64(value);
  }

  const KnownLicenses& known_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

std::string Padded(std::string_view text, size_t width) {
  const std::string line = report::PrintableLine(text);
  const size_t used = report::DisplayWidth(line);
  return line + std::string(used < width ? width - used : 1, ' ');
}

int List(const Flags& flags) {
  const std::shared_ptr<const KnownLicenses> known = LoadLicenses(flags.licenses);
  if (known == nullptr) return kUsage;
  std::vector<std::string_view> families;
  std::vector<LicenseRef> chosen;
  for (const LicenseRef ref : known->All()) {
    const std::string_view family = known->fact(ref, Fact::kFamily);
    if (!family.empty()) families.push_back(family);
    if (flags.family.empty() || family == flags.family) chosen.push_back(ref);
  }
  if (chosen.empty() && !flags.family.empty()) {
    Complain("unknown family '" + report::Printable(flags.family) + "'" + DidYouMean(flags.family, families));
    return kUsage;
  }
  Output output;
  if (flags.format == "json") {
    Json json(*known);
    json.StartList("licenses");
    for (const LicenseRef ref : chosen) json.License(ref, false);
    json.EndList();
    output.Write(json.End());
    return output.Finish(kDone);
  }
  for (const LicenseRef ref : chosen)
    output.Write(Padded(known->fact(ref, Fact::kId), 48) + report::PrintableLine(known->fact(ref, Fact::kTitle)) +
                 "\n");
  output.Write("\n" + std::to_string(chosen.size()) + (chosen.size() == 1 ? " licence" : " licences") +
               ". `caveat known show ID` tells more of one.\n");
  return output.Finish(kDone);
}

int Show(const Flags& flags) {
  const std::shared_ptr<const KnownLicenses> known = LoadLicenses(flags.licenses);
  if (known == nullptr) return kUsage;
  const std::optional<LicenseRef> ref = known->Find(flags.id);
  if (!ref) {
    std::vector<std::string_view> ids;
    for (const LicenseRef one : known->All()) ids.push_back(known->fact(one, Fact::kId));
    Complain("unknown licence '" + report::Printable(flags.id) + "'" + DidYouMean(flags.id, ids) +
             " All ids: caveat known list");
    return kUsage;
  }
  Output output;
  if (flags.format == "json") {
    Json json(*known);
    json.StartList("licenses");
    json.License(*ref, true);
    json.EndList();
    output.Write(json.End());
    return output.Finish(kDone);
  }
  const auto text = [&](Fact fact) { return report::PrintableLine(known->fact(*ref, fact)); };
  std::string out = text(Fact::kId) + "  " + text(Fact::kTitle) + "\n";
  const auto line = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    const std::string head = "  " + std::string(name) + std::string(15 - name.size(), ' ');
    out += report::Wrap(report::PrintableLine(value), 100, head, std::string(17, ' '));
  };
  const auto list = [&](std::string_view name, Fact fact) {
    std::string joined;
    for (const std::string_view entry : classify::Entries(known->fact(*ref, fact)))
      joined.append(joined.empty() ? "" : ", ").append(entry);
    line(name, joined);
  };
  line("steward", text(Fact::kSteward));
  line("version", text(Fact::kVersion));
  line("date", text(Fact::kDate));
  line("SPDX", text(Fact::kSpdx));
  line("OSI approved", text(Fact::kOsi));
  line("FSF free", text(Fact::kFsf));
  line("family", text(Fact::kFamily));
  line("kind", text(Fact::kKind));
  line("language", text(Fact::kLanguage));
  line("category", text(Fact::kCategory));
  list("hub tags", Fact::kTags);
  list("also known as", Fact::kAliases);
  list("same words as", Fact::kTwins);
  list("supersedes", Fact::kSupersedes);
  list("found at", Fact::kUrls);
  list("clauses", Fact::kClauses);
  output.Write(out);
  return output.Finish(kDone);
}

int Nearest(const Flags& flags) {
  const std::shared_ptr<const KnownLicenses> known = LoadLicenses(flags.licenses);
  if (known == nullptr) return kUsage;
  std::string content, error;
  if (flags.path == "-") {
    Reader reader;
    if (!reader.Open("-", size_t{1} << 20)) error = reader.error();
    content = std::string(reader.bytes());
  } else {
    ReadFile(flags.path, &content, &error);
  }
  if (!error.empty()) {
    Complain(report::Printable(flags.path) + ": " + error);
    return kUnreadable;
  }
  text::Text text;
  text::Words words;
  text::Decode(content, &text);
  text::Fold(text.utf8, &words);
  text::LineIndex lines(content, text.encoding);
  classify::IdentityScratch scratch;
  std::vector<classify::IdentityMatch> matches;
  std::vector<LicenseRef> without;
  std::vector<Near> found;
  while (found.size() < flags.count) {
    classify::IdentityOptions options;
    options.least = 0.05;
    options.without = without;
    classify::Identify(words, *known, options, &scratch, &matches);
    if (matches.empty()) break;
    const auto best = std::max_element(matches.begin(), matches.end(), [](const auto& x, const auto& y) {
      return x.coverage * (x.span.end - x.span.begin) < y.coverage * (y.span.end - y.span.begin);
    });
    Near near;
    near.license = best->license;
    near.how = best->how;
    near.coverage = best->coverage;
    near.span.start_byte = text.SourceByte(words.begin(best->span.begin));
    near.span.end_byte = text.SourceByte(words.end(best->span.end - 1));
    near.span.start_line = lines.LineOf(near.span.start_byte);
    near.span.end_line = lines.LineOf(std::max(near.span.end_byte, near.span.start_byte + 1) - 1);
    for (const classify::WordRange& r : best->added) near.added += r.end - r.begin;
    for (const classify::MissingWords& m : best->missing) near.missing += m.words;
    found.push_back(near);
    without.push_back(best->license);
    for (const std::string_view twin : classify::Entries(known->fact(best->license, Fact::kTwins))) {
      if (const auto ref = known->Find(twin)) without.push_back(*ref);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Near& x, const Near& y) { return x.coverage > y.coverage; });
  Output output;
  if (flags.format == "json") {
    Json json(*known);
    json.Text("path", flags.path);
    json.StartList("nearest");
    for (const Near& near : found) json.NearOne(near);
    json.EndList();
    output.Write(json.End());
    return output.Finish(kDone);
  }
  if (found.empty()) output.Write("Nothing in it is like a known licence.\n");
  for (const Near& near : found) {
    const auto tenths = static_cast<uint32_t>(near.coverage * 1000 + 1e-9);
    const std::string share = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
    output.Write(Padded(known->fact(near.license, Fact::kId), 40) + std::string(HowName(near.how)) + ", " + share +
                 " of its words, lines " + std::to_string(near.span.start_line) + "-" +
                 std::to_string(near.span.end_line) + "; " + std::to_string(near.added) + " words added, " +
                 std::to_string(near.missing) + " missing\n");
  }
  return output.Finish(kDone);
}

void AddCommon(CLI::App* app, Flags* flags) {
  app->add_option("--format", flags->format, "human or json")
      ->check(OneOf({"human", "json"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  AddLicensesFolder(app, &flags->licenses);
}

}  // namespace

void AddKnown(CLI::App* app, std::function<int()>* run) {
  CLI::App* known = app->add_subcommand("known", "The licences that are recognised word for word");
  known->require_subcommand(1);
  known->footer(
      "Examples:\n"
      "  caveat known list --family llama        the licences of one family\n"
      "  caveat known show llama3.1              all that is known of one: by id, alias or SPDX id\n"
      "  caveat known nearest LICENSE            what a text is most like, and how much of it");
  auto flags = std::make_shared<Flags>();

  CLI::App* list = known->add_subcommand("list", "All known licences");
  list->add_option("--family", flags->family, "Only those of this family, such as llama or gnu")->type_name("FAMILY");
  AddCommon(list, flags.get());
  list->footer("Example:\n  caveat known list --format json");
  list->callback([flags, run] { *run = [flags] { return List(*flags); }; });

  CLI::App* show = known->add_subcommand("show", "What is known of a licence");
  show->add_option("ID", flags->id, "An id, such as Apache-2.0 or llama-3.1-community")->required();
  AddCommon(show, flags.get());
  show->footer("Example:\n  caveat known show gemma-terms-2024-04-01");
  show->callback([flags, run] { *run = [flags] { return Show(*flags); }; });

  CLI::App* nearest = known->add_subcommand("nearest", "Which known licences a text is most like");
  nearest->add_option("FILE", flags->path, "A text; - reads standard input")->required();
  nearest->add_option("--count", flags->count, "How many to name")
      ->capture_default_str()
      ->type_name("N")
      ->check(CLI::Range(1, 50));
  AddCommon(nearest, flags.get());
  nearest->footer("Example:\n  caveat known nearest LICENSE --count 5");
  nearest->callback([flags, run] { *run = [flags] { return Nearest(*flags); }; });
}

}  // namespace caveat::cli
