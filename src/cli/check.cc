#include "cli/check.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "caveat.h"
#include "classify/known.h"
#include "cli/exit_codes.h"
#include "cli/exports.h"
#include "cli/flags.h"
#include "cli/input.h"
#include "cli/license_files.h"
#include "cli/output.h"
#include "cli/rule_files.h"
#include "report/human.h"
#include "report/json.h"
#include "report/terminal.h"

namespace caveat::cli {
namespace {

// Enough of a large file to see that it is no text.
constexpr size_t kSniffBytes = 1 << 16;

enum class Format { kHuman, kJson, kJsonl, kExport };

struct Flags {
  std::vector<std::string> paths;
  std::string format = "human";
  std::string rules, without_family, licenses;
  std::vector<std::string> clauses;
  std::string color = "auto";
  bool no_identity = false;
  bool explain = false;
};

// Leaves only the findings of `clauses`, and of what is said about others nothing but the values.
void KeepOnly(const std::vector<ClauseId>& clauses, Document* document) {
  constexpr uint32_t kGone = UINT32_MAX;
  const auto wanted = [&](ClauseId id) { return std::binary_search(clauses.begin(), clauses.end(), id); };
  std::vector<uint32_t> place(document->findings.size(), kGone);
  std::vector<Finding> kept;
  for (size_t i = 0; i < document->findings.size(); ++i) {
    if (!wanted(document->findings[i].clause_id)) continue;
    place[i] = static_cast<uint32_t>(kept.size());
    kept.push_back(std::move(document->findings[i]));
  }
  document->findings = std::move(kept);
  const auto renumber = [&](std::vector<Because>* because) {
    std::erase_if(*because, [&](const Because& b) {
      return b.kind == Because::Kind::kFinding && (b.index >= place.size() || place[b.index] == kGone);
    });
    for (Because& b : *because) {
      if (b.kind == Because::Kind::kFinding) b.index = place[b.index];
    }
  };
  for (Permission& permission : document->verdict.permissions) renumber(&permission.because);
  std::erase_if(document->verdict.obligations, [&](const Obligation& obligation) {
    const std::optional<ClauseId> id = FindClause(obligation.clause);
    return !id || !wanted(*id);
  });
  for (Obligation& obligation : document->verdict.obligations) renumber(&obligation.because);
}

std::vector<Dropped> DroppedOf(const std::vector<ClauseId>& clauses, const std::vector<Dropped>& all) {
  std::vector<Dropped> kept;
  for (const Dropped& dropped : all) {
    const std::optional<ClauseId> id = FindClause(dropped.clause);
    if (clauses.empty() || (id && std::binary_search(clauses.begin(), clauses.end(), *id))) kept.push_back(dropped);
  }
  return kept;
}

std::string Size(uint64_t bytes) {
  if (bytes < 10240) return std::to_string(bytes) + " bytes";
  if (bytes < (10u << 20)) return std::to_string(bytes >> 10) + " KiB";
  return std::to_string(bytes >> 20) + " MiB";
}

std::string NameOf(const Source& source) {
  return source.path == "-" ? "standard input" : report::Printable(source.path);
}

class Checker {
 public:
  Checker(const Flags& flags, Format format, std::vector<ClauseId> clauses, std::shared_ptr<const Rules> rules,
          std::shared_ptr<const classify::KnownLicenses> known)
      : format_(format),
        export_format_(flags.format),
        clauses_(std::move(clauses)),
        rules_(std::move(rules)),
        licenses_hash_(known != nullptr ? known->hash() : std::string()),
        scanner_(*rules_, std::move(known)) {
    options_.identity = !flags.no_identity;
    options_.explain = flags.explain;
    human_.color = format == Format::kHuman && UseColor(flags.color);
    human_.width = OutputWidth();
    human_.explain = flags.explain;
    human_.clauses = clauses_;
  }

  report::Tool Tool() const {
    report::Tool tool = report::ToolOf(*rules_);
    if (!licenses_hash_.empty()) tool.licenses = licenses_hash_;
    return tool;
  }

  int Run(const std::vector<std::string>& paths) {
    if (format_ == Format::kJson) output_.Write(report::CheckJsonHead(Tool()));
    ForEachSource(paths, [&](const Source& source) {
      One(source);
      return output_.good() && !Interrupted();
    });
    if (format_ == Format::kJson) output_.Write(report::CheckJsonTail());
    if (format_ == Format::kExport) Export(paths);
    if (format_ == Format::kHuman) Close();
    if (Interrupted()) {
      Complain("interrupted after " + std::to_string(documents_) + (documents_ == 1 ? " file" : " files") +
               "; what is printed is complete as far as it goes. Run the same command again for the rest.");
      return output_.Finish(kInterrupted);
    }
    return output_.Finish(unreadable_ > 0 ? kUnreadable : kDone);
  }

 private:
  void One(const Source& source) {
    Document document;
    if (!Read(source, &document)) return;
    if (document.status == Status::kError) {
      ++unreadable_;
      output_.Flush();
      Complain(NameOf(source) + ": " + document.error);
    }
    ++documents_;
    if (format_ == Format::kHuman) return Human(source, document);
    if (!clauses_.empty()) KeepOnly(clauses_, &document);
    if (format_ == Format::kExport) {
      collected_.push_back({std::move(document), std::move(kept_)});
      kept_.clear();
      return;
    }
    report::JsonOptions json;
    json.index = static_cast<uint32_t>(documents_ - 1);
    json.explain = options_.explain;
    std::vector<Dropped> dropped;
    if (options_.explain && document.status != Status::kError) dropped = DroppedOf(clauses_, scanner_.dropped());
    json.dropped = dropped;
    if (format_ == Format::kJson) output_.Write(documents_ == 1 ? "\n" : ",\n");
    output_.Write(report::DocumentJson(document, json));
    if (format_ == Format::kJsonl) output_.Write("\n");
  }

  // False when interrupted before anything was known.
  bool Read(const Source& source, Document* document) {
    document->path = source.path;
    std::string error = source.error;
    if (error.empty() && !reader_.Open(source.path, kSniffBytes)) error = reader_.error();
    CheckOptions options = options_;
    if (error.empty() && reader_.truncated()) {
      // Of a file this long only the head is kept, and its hash would be one of something else.
      options.sha256 = false;
      *document = scanner_.Check(source.path, reader_.bytes().substr(0, kSniffBytes), options);
      binary_ = document->status == Status::kBinary;
      if (!binary_ && !reader_.ReadRest()) error = reader_.error();
    }
    if (!error.empty()) {
      reader_.Close();
      if (Interrupted()) return false;
      *document = Document();
      document->path = source.path;
      document->status = Status::kError;
      document->error = error;
      document->summary = "It could not be read.";
      return true;
    }
    if (!reader_.truncated()) {
      *document = scanner_.Check(source.path, reader_.bytes(), options);
      binary_ = document->status == Status::kBinary;
    } else {
      if (!binary_) *document = scanner_.Check(source.path, reader_.bytes(), options);
      document->status = Status::kTruncated;
      document->error = "only the first " + std::string(binary_ ? "64 KiB" : "64 MiB") +
                        (source.path == "-" ? "" : " of " + Size(reader_.size())) + " were looked at" +
                        (binary_ ? ", which are binary." : ".");
      if (!binary_) {
        ++unreadable_;
        output_.Flush();
        Complain(NameOf(source) + ": truncated: " + document->error + " Split the file to have the rest read.");
      }
    }
    document->bytes = reader_.size();
    if (format_ == Format::kExport && WantsBytes(export_format_, *document)) kept_ = reader_.bytes();
    reader_.Close();
    return true;
  }

  // A folder holds much that is no licence: that is counted, not shown.
  void Human(const Source& source, const Document& document) {
    if (document.status == Status::kError) return;
    if (binary_ && source.walked) {
      ++binaries_;
      return;
    }
    const bool nothing = document.findings.empty() && document.identity.empty() && document.mentions.empty();
    if (nothing && source.walked && !options_.explain) {
      ++silent_;
      return;
    }
    if (printed_ > 0) output_.Write("\n");
    ++printed_;
    Document shown = document;
    if (binary_) shown.status = Status::kBinary;
    output_.Write(report::HumanDocument(shown, human_, scanner_.dropped()));
  }

  // What other tools read holds all texts at once.
  void Export(const std::vector<std::string>& paths) {
    report::Export e;
    e.tool = Tool();
    const std::string created = Now();
    e.created = created;
    e.name = paths.size() != 1 ? "texts" : paths[0] == "-" ? "standard input" : std::string_view(paths[0]);
    for (const Collected& c : collected_) e.items.push_back({&c.document, c.bytes});
    output_.Write(WriteExport(export_format_, e));
  }

  void Close() {
    if (documents_ > 1 || silent_ + binaries_ > 0) {
      std::string text;
      const auto add = [&](size_t count, const char* one, const char* many) {
        if (count == 0) return;
        if (!text.empty()) text += ", ";
        text += std::to_string(count) + (count == 1 ? one : many);
      };
      add(printed_, " file shown", " files shown");
      add(silent_, " file without recognised terms", " files without recognised terms");
      add(binaries_, " binary file", " binary files");
      add(documents_ - printed_ - silent_ - binaries_, " not read", " not read");
      if (printed_ > 0) output_.Write("\n");
      output_.Write(text + ".\n");
    } else if (documents_ == 0) {
      output_.Write("There is no file to check.\n");
    }
    if (documents_ > unreadable_ || printed_ > 0) output_.Write("\n" + std::string(report::Disclaimer()) + "\n");
  }

  struct Collected {
    Document document;
    std::string bytes;  // where the format has to give the licence's words
  };

  const Format format_;
  const std::string export_format_;
  const std::vector<ClauseId> clauses_;
  const std::shared_ptr<const Rules> rules_;
  std::string licenses_hash_;  // empty: that of the built-in ones
  Scanner scanner_;
  CheckOptions options_;
  report::HumanOptions human_;
  Reader reader_;
  Output output_;
  std::deque<Collected> collected_;
  std::string kept_;
  bool binary_ = false;  // the file at hand
  size_t documents_ = 0, unreadable_ = 0, printed_ = 0, silent_ = 0, binaries_ = 0;
};

int Check(const Flags& flags) {
  std::vector<ClauseId> clauses;
  if (!ParseClauseIds(flags.clauses, &clauses)) return kUsage;
  if (!flags.without_family.empty() && flags.rules.empty()) {
    Complain("--without-family needs --rules: the built-in rules do not say what motivated them");
    return kUsage;
  }
  std::shared_ptr<const Rules> rules = LoadRules(flags.rules, flags.without_family);
  if (rules == nullptr) return kUsage;
  std::shared_ptr<const classify::KnownLicenses> known;  // null: the built-in ones
  if (!flags.licenses.empty() && (known = LoadLicenses(flags.licenses)) == nullptr) return kUsage;
  const Format format = IsExportFormat(flags.format) ? Format::kExport
                        : flags.format == "json"     ? Format::kJson
                        : flags.format == "jsonl"    ? Format::kJsonl
                                                     : Format::kHuman;
  return Checker(flags, format, std::move(clauses), std::move(rules), std::move(known)).Run(flags.paths);
}

}  // namespace

void AddCheck(CLI::App* app, std::function<int()>* run) {
  CLI::App* check = app->add_subcommand("check", "What a licence text grants, asks and forbids, clause by clause");
  auto flags = std::make_shared<Flags>();
  check->add_option("FILE", flags->paths, "Files or folders; - reads standard input")->required()->type_name("");
  check
      ->add_option("--format", flags->format,
                   "human, json (one answer), jsonl (one document a line), or for other tools: sarif, spdx, spdx3, "
                   "cyclonedx, cyclonedx-1.7, csv, html, markdown")
      ->check(OneOf(WithExports({"human", "json", "jsonl"})))
      ->capture_default_str()
      ->type_name("FORMAT");
  check->add_option("--clause", flags->clauses, "Show only this clause id or group of clauses; may be repeated")
      ->type_name("ID")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  check->add_flag("--explain", flags->explain, "Say which rule found each clause, and what was tried and dropped");
  AddNoIdentity(check, &flags->no_identity);
  AddRulesFolder(check, &flags->rules);
  AddLicensesFolder(check, &flags->licenses);
  check
      ->add_option("--without-family", flags->without_family,
                   "With --rules: leave out rule lines learnt from this family of licences alone")
      ->type_name("NAME");
  AddColor(check, &flags->color);
  check->footer(
      "Examples:\n"
      "  caveat check LICENSE                            what this text grants, asks and forbids\n"
      "  caveat check --format json model/ | jq .        every file of a folder, for programs\n"
      "  caveat check --format sarif model/ > out.sarif  for code scanning; also SPDX, CycloneDX, CSV, Markdown\n"
      "  curl -s URL | caveat check -                    a text from elsewhere\n"
      "  caveat check --clause restriction.scale-cap *   where the caps are\n"
      "  caveat check --explain --clause use LICENSE     why each prohibited use was found\n\n"
      "Exit code: 0 done; 2 wrong usage; 3 something could not be read; 4 internal error.\n"
      "Not recognised is reported as such, never guessed. A reading aid, not legal advice.");
  check->callback([flags, run] { *run = [flags] { return Check(*flags); }; });
}

}  // namespace caveat::cli
