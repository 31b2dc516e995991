// File: tests/classify/verdict_corpus_test.cc
//
// Holds the verdict against labelled texts: the labelled clauses go in; category, permission values and flags are
// compared. The disagreements are listed where a bound is missed, or always with CAVEAT_LABEL_ERRORS set.

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/verdict.h"

namespace caveat {
namespace {

using Json = simdjson::dom::element;

struct LabelScore {
  int texts = 0, categories = 0, permissions = 0, permissions_right = 0, flags = 0, flags_right = 0;
  std::vector<std::string> wrong;  // one line a disagreement
};

// Every string of a list; nothing where there is none.
template <typename Add>
void ForEachString(simdjson::simdjson_result<Json> list, const Add& add) {
  simdjson::dom::array items;
  if (list.get(items) != simdjson::SUCCESS) return;
  for (const Json item : items) add(std::string(std::string_view(item)));
}

std::vector<Param> ReadParams(Json clause) {
  std::vector<Param> params;
  simdjson::dom::object object;
  if (clause["params"].get(object) != simdjson::SUCCESS) return params;
  for (const auto& [name, value] : object) {
    Param param;
    param.name = name;
    if (value.is_int64()) {
      param.kind = Param::Kind::kNumber;
      param.number = int64_t{value};
    } else if (value.is_bool()) {
      param.kind = Param::Kind::kBool;
      param.number = bool{value} ? 1 : 0;
    } else if (value.is_array()) {
      param.kind = Param::Kind::kList;
      ForEachString(simdjson::simdjson_result<Json>(Json(value)),
                    [&](std::string item) { param.list.push_back(std::move(item)); });
    } else if (value.is_string()) {
      param.text = std::string_view(value);
    }
    params.push_back(std::move(param));
  }
  std::sort(params.begin(), params.end(), [](const Param& a, const Param& b) { return a.name < b.name; });
  return params;
}

std::vector<Finding> ReadFindings(Json label, bool uncertain) {
  std::vector<Finding> findings;
  for (const std::string_view field : {"clauses", "uncertain"}) {
    simdjson::dom::array clauses;
    if (label[field].get(clauses) != simdjson::SUCCESS || (!uncertain && field == "uncertain")) continue;
    for (const Json clause : clauses) {
      const auto id = FindClause(std::string_view(clause["clause"]));
      if (!id) continue;
      Finding finding;
      finding.clause_id = *id;
      finding.clause = ClauseName(*id);
      finding.params = ReadParams(clause);
      finding.span.start_byte = findings.size();
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

// The values that a label takes for right: one, or the list of alternatives.
std::set<std::string> Right(simdjson::simdjson_result<Json> one, simdjson::simdjson_result<Json> many) {
  std::set<std::string> right;
  ForEachString(many, [&](std::string item) { right.insert(std::move(item)); });
  if (right.empty()) right.emplace(std::string_view(one));
  return right;
}

void ScoreOne(Json label, bool uncertain, LabelScore& score) {
  const std::vector<Finding> findings = ReadFindings(label, uncertain);
  const Verdict verdict = ScoreFindings(findings);
  const std::string id{std::string_view(label["id"])};
  ++score.texts;
  const std::set<std::string> categories = Right(label["category"], label["category_alternatives"]);
  if (categories.contains(std::string(Name(verdict.category)))) {
    ++score.categories;
  } else {
    score.wrong.push_back(id + " category want " + *categories.begin() + " got " + std::string(Name(verdict.category)));
  }
  for (int i = 0; i < kActivities; ++i) {
    const std::string activity(Name(static_cast<Activity>(i)));
    const std::string got(Name(verdict.permissions[static_cast<size_t>(i)].value));
    const std::set<std::string> values =
        Right(label["permissions"][activity], label["permissions_alternatives"][activity]);
    ++score.permissions;
    if (values.contains(got)) {
      ++score.permissions_right;
    } else {
      score.wrong.push_back(id + " " + activity + " want " + *values.begin() + " got " + got);
    }
  }
  std::set<std::string> want, got;
  ForEachString(label["flags"], [&](std::string flag) { want.insert(std::move(flag)); });
  for (Flag flag : verdict.flags) got.insert(std::string(Name(flag)));
  for (int i = 0; i <= static_cast<int>(Flag::kCopyleft); ++i) {
    const std::string name(Name(static_cast<Flag>(i)));
    ++score.flags;
    if (want.contains(name) == got.contains(name)) {
      ++score.flags_right;
    } else {
      score.wrong.push_back(id + " flag " + (want.contains(name) ? "missing " : "false ") + name);
    }
  }
}

// Every label file of `folder`, sorted by name; nothing where it does not exist. With `uncertain`, clauses labelled so
// are fed too.
LabelScore ScoreLabels(const std::string& folder, bool uncertain) {
  LabelScore score;
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  simdjson::dom::parser parser;
  for (const std::filesystem::path& path : paths) {
    Json label;
    if (parser.load(path.string()).get(label) == simdjson::SUCCESS) ScoreOne(label, uncertain, score);
  }
  return score;
}

double Share(int part, int whole) { return whole == 0 ? 1.0 : static_cast<double>(part) / whole; }

TEST(VerdictCorpusTest, LabelledClausesGiveTheLabelledVerdict) {
  const char* shared = std::getenv("CAVEAT_SHARED");
  const std::string root = shared != nullptr ? shared : "../shared";
  for (const bool uncertain : {false, true}) {
    const LabelScore score = ScoreLabels(root + "/corpora/ai/read/labels", uncertain);
    std::cout << "labels read: " << score.texts << (uncertain ? " (uncertain clauses too)" : "") << "; category "
              << score.categories << "/" << score.texts << ", permission values " << score.permissions_right << "/"
              << score.permissions << ", flags " << score.flags_right << "/" << score.flags << "\n";
    std::string wrong;
    for (const std::string& line : score.wrong) wrong += line + "\n";
    if (std::getenv("CAVEAT_LABEL_ERRORS") != nullptr) std::cout << wrong;
    // Clauses that a label calls uncertain are mostly not there: with them the verdict may only get a little worse.
    EXPECT_GE(Share(score.categories, score.texts), uncertain ? 0.85 : 0.95) << wrong;
    EXPECT_GE(Share(score.permissions_right, score.permissions), uncertain ? 0.91 : 0.93) << wrong;
    EXPECT_GE(Share(score.flags_right, score.flags), uncertain ? 0.95 : 0.96) << wrong;
  }
}

}  // namespace
}  // namespace caveat
