#include "cli/known.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
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
#include "license_sources.h"
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
  // Of `add`.
  std::string to, title, steward, version;
  bool force = false;
  bool all = false;  // of `list`: every fact
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

// The ids of those that supersede it.
std::string Successors(const KnownLicenses& known, LicenseRef ref) {
  const std::string_view id = known.fact(ref, Fact::kId);
  std::string list;
  for (const LicenseRef other : known.All()) {
    for (const std::string_view before : classify::Entries(known.fact(other, Fact::kSupersedes))) {
      if (before == id) list.append(list.empty() ? "" : "\n").append(known.fact(other, Fact::kId));
    }
  }
  return list;
}

class Json {
 public:
  explicit Json(const KnownLicenses& known) : known_(known) {
    const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
    report::Tool tool = report::ToolOf(*rules);
    tool.licenses = known.hash();
    out_ = "{";
    Text("schema", "caveat.known/1");
    Key("tool");
    out_ += report::ToolJson(tool);
  }

  void License(LicenseRef ref, bool all) {
    Comma();
    out_ += '{';
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
      List("superseded_by", Successors(known_, ref));
      List("clauses", known_.fact(ref, Fact::kClauses));
    }
    out_ += '}';
  }

  void NearOne(const Near& near) {
    Comma();
    out_ += '{';
    Text("license", known_.fact(near.license, Fact::kId));
    TextOrNull("spdx", known_.fact(near.license, Fact::kSpdx));
    Text("how", HowName(near.how));
    // Cut, not rounded: what is just below one must not look like one.
    const auto thousandths = static_cast<uint32_t>(near.coverage * 1000 + 1e-9);
    const std::string digits = std::to_string(1000 + thousandths % 1000).substr(1);
    Key("coverage");
    out_ += std::to_string(thousandths / 1000) + "." + digits;
    Key("span");
    out_ += '{';
    Number("start_byte", near.span.start_byte);
    Number("end_byte", near.span.end_byte);
    Number("start_line", near.span.start_line);
    Number("end_line", near.span.end_line);
    out_ += '}';
    Number("added_words", near.added);
    Number("missing_words", near.missing);
    out_ += '}';
  }

  void StartList(const char* key) {
    Key(key);
    out_ += '[';
  }
  void EndList() { out_ += ']'; }
  void Text(const char* key, std::string_view value) {
    Key(key);
    out_ += report::StringJson(value);
  }
  std::string End() { return std::move(out_) + "}\n"; }

 private:
  void Comma() {
    if (out_.back() != '{' && out_.back() != '[') out_ += ',';
  }
  void Key(const char* key) {
    Comma();
    out_.append("\"").append(key).append("\":");
  }
  void TextOrNull(const char* key, std::string_view value) {
    Key(key);
    out_ += value.empty() ? "null" : report::StringJson(value);
  }
  void List(const char* key, std::string_view list) {
    StartList(key);
    for (const std::string_view entry : classify::Entries(list)) {
      Comma();
      out_ += report::StringJson(entry);
    }
    EndList();
  }
  void Number(const char* key, uint64_t value) {
    Key(key);
    out_ += std::to_string(value);
  }

  const KnownLicenses& known_;
  std::string out_;
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
    for (const LicenseRef ref : chosen) json.License(ref, flags.all);
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
  const auto entries = [&](std::string_view name, std::string_view list) {
    std::string joined;
    for (const std::string_view entry : classify::Entries(list))
      joined.append(joined.empty() ? "" : ", ").append(entry);
    line(name, joined);
  };
  const auto list = [&](std::string_view name, Fact fact) { entries(name, known->fact(*ref, fact)); };
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
  entries("superseded by", Successors(*known, *ref));
  list("found at", Fact::kUrls);
  list("clauses", Fact::kClauses);
  output.Write(out);
  return output.Finish(kDone);
}

// False after a complaint.
bool ReadText(const std::string& path, std::string* content) {
  std::string error;
  if (path == "-") {
    Reader reader;
    if (!reader.Open("-", size_t{1} << 20)) error = reader.error();
    *content = std::string(reader.bytes());
  } else {
    ReadFile(path, content, &error);
  }
  if (!error.empty()) Complain(report::Printable(path) + ": " + error);
  return error.empty();
}

// Writes what will recognise the text: facts and a fingerprint, from which the text cannot be read back.
int Add(const Flags& flags) {
  std::string content;
  if (!ReadText(flags.path, &content)) return kUnreadable;
  const std::string id = flags.id.empty() ? LicenseId(flags.path) : flags.id;
  if (flags.path == "-" && flags.id.empty()) {
    Complain("a text from standard input needs a name: --id ID");
    return kUsage;
  }
  if (id.empty() || LicenseId(id + ".") != id) {
    Complain("not an id: '" + report::Printable(id) + "'; letters, digits, '.' and '-' will do");
    return kUsage;
  }
  classify::LicenseFile license;
  if (!LicenseFromText(id, flags.title.empty() ? id : flags.title, content, &license)) {
    Complain(report::Printable(flags.path) + ": no words in it");
    return kUnreadable;
  }
  const std::shared_ptr<const Rules> rules = Rules::BuiltIn();
  const Document document = Scanner(*rules).Check(flags.path, content);
  std::set<std::string> clauses;
  for (const Finding& finding : document.findings) {
    if (finding.confidence != Confidence::kWeak) clauses.insert(std::string(finding.clause));
  }
  const auto set = [&](Fact fact, std::vector<std::string> values) {
    license.facts[static_cast<size_t>(fact)] = std::move(values);
  };
  if (!flags.steward.empty()) set(Fact::kSteward, {flags.steward});
  if (!flags.version.empty()) set(Fact::kVersion, {flags.version});
  set(Fact::kKind, {"license"});
  set(Fact::kLanguage, {document.language});
  set(Fact::kCategory, {std::string(Name(document.verdict.category))});
  set(Fact::kClauses, {clauses.begin(), clauses.end()});
  const std::string file = classify::FormatLicense(license);
  classify::LicenseFile back;
  std::string error;
  if (!classify::ParseLicense(file, &back, &error)) {
    Complain("a fact must be one line without blanks at its ends");
    return kUsage;
  }
  std::error_code failed;
  std::filesystem::create_directories(flags.to, failed);
  const std::string path = (std::filesystem::path(flags.to) / (id + ".license")).string();
  if (!flags.force && std::filesystem::exists(path, failed)) {
    Complain(report::Printable(path) + " is there already; --force replaces it");
    return kUsage;
  }
  std::ofstream out(path, std::ios::binary);
  out << file;
  out.close();
  if (!out) {
    Complain("cannot write " + report::Printable(path));
    return kInternal;
  }
  Output output;
  for (const Identity& same : document.identity) {
    if (same.how == "exact") output.Write("It has the words of " + report::PrintableLine(same.license) + ".\n");
  }
  output.Write(report::PrintableLine(path) + ": " + std::string(Name(document.verdict.category)) + ", " +
               std::to_string(clauses.size()) + (clauses.size() == 1 ? " kind of clause" : " kinds of clauses") +
               ". It is known where --licenses " + report::PrintableLine(flags.to) + " is given.\n");
  return output.Finish(kDone);
}

int Nearest(const Flags& flags) {
  const std::shared_ptr<const KnownLicenses> known = LoadLicenses(flags.licenses);
  if (known == nullptr) return kUsage;
  std::string content;
  if (!ReadText(flags.path, &content)) return kUnreadable;
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
      "  caveat known nearest LICENSE            what a text is most like, and how much of it\n"
      "  caveat known add terms.txt --to own     a text of your own: known from now on with --licenses own");
  auto flags = std::make_shared<Flags>();

  CLI::App* list = known->add_subcommand("list", "All known licences");
  list->add_option("--family", flags->family, "Only those of this family, such as llama or gnu")->type_name("FAMILY");
  AddCommon(list, flags.get());
  list->add_flag("--all", flags->all, "With --format json: every fact of each");
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
      ->check(CLI::Range(1, 50).description(""));
  AddCommon(nearest, flags.get());
  nearest->footer("Example:\n  caveat known nearest LICENSE --count 5");
  nearest->callback([flags, run] { *run = [flags] { return Nearest(*flags); }; });

  CLI::App* add = known->add_subcommand("add", "Makes a text of your own known");
  add->add_option("FILE", flags->path, "The licence text; - reads standard input")->required();
  add->add_option("--to", flags->to, "The folder for --licenses; made where it is missing")
      ->required()
      ->type_name("DIR");
  add->add_option("--id", flags->id, "Its id; the name of the file without its ending otherwise")->type_name("ID");
  add->add_option("--title", flags->title, "Its title, if the id is none")->type_name("TEXT");
  add->add_option("--steward", flags->steward, "Who publishes it")->type_name("TEXT");
  add->add_option("--version", flags->version, "Its version")->type_name("TEXT");
  add->add_flag("--force", flags->force, "Replace the file that is there");
  add->footer(
      "Writes DIR/ID.license: facts and a fingerprint, from which the text cannot be read back. More facts, such as "
      "url\n"
      "and alias lines, may be added by hand.\n"
      "Example:\n  caveat known add terms.txt --to own --title 'Acme Model Terms' && caveat check --licenses own "
      "LICENSE");
  add->callback([flags, run] { *run = [flags] { return Add(*flags); }; });
}

}  // namespace caveat::cli
