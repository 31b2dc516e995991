// File: tests/classify/verdict_corpus_test.cc
//
// Holds the verdict against labelled texts: the labelled clauses go in; category, permission values and flags are
// compared. The disagreements are listed where a bound is missed, or always with CAVEAT_LABEL_ERRORS set.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "classify/verdict.h"

// RapidJSON adds to null pointers while its stack is empty, which the sanitizer rightly minds and nobody is hurt by.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("undefined"))), apply_to = function)
#endif
#include "rapidjson/document.h"
#ifdef __clang__
#pragma clang attribute pop
#endif

namespace caveat {
namespace {

struct LabelScore {
  int texts = 0, categories = 0, permissions = 0, permissions_right = 0, flags = 0, flags_right = 0;
  std::vector<std::string> wrong;  // one line a disagreement
};

std::vector<Param> ReadParams(const rapidjson::Value& clause) {
  std::vector<Param> params;
  if (!clause.HasMember("params") || !clause["params"].IsObject()) return params;
  for (const auto& member : clause["params"].GetObject()) {
    Param param;
    param.name = member.name.GetString();
    if (member.value.IsInt64()) {
      param.kind = Param::Kind::kNumber;
      param.number = member.value.GetInt64();
    } else if (member.value.IsBool()) {
      param.kind = Param::Kind::kBool;
      param.number = member.value.GetBool() ? 1 : 0;
    } else if (member.value.IsArray()) {
      param.kind = Param::Kind::kList;
      for (const auto& item : member.value.GetArray()) param.list.emplace_back(item.GetString());
    } else if (member.value.IsString()) {
      param.text = member.value.GetString();
    }
    params.push_back(std::move(param));
  }
  std::sort(params.begin(), params.end(), [](const Param& a, const Param& b) { return a.name < b.name; });
  return params;
}

std::vector<Finding> ReadFindings(const rapidjson::Value& label, bool uncertain) {
  std::vector<Finding> findings;
  for (const char* field : {"clauses", "uncertain"}) {
    if (!label.HasMember(field) || (!uncertain && std::string_view(field) == "uncertain")) continue;
    for (const auto& clause : label[field].GetArray()) {
      const auto id = FindClause(clause["clause"].GetString());
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
std::set<std::string> Right(const rapidjson::Value& label, const char* field) {
  const std::string many = std::string(field) + "_alternatives";
  std::set<std::string> right;
  if (label.HasMember(many.c_str()) && label[many.c_str()].IsArray()) {
    for (const auto& item : label[many.c_str()].GetArray()) right.insert(item.GetString());
  }
  if (right.empty()) right.insert(label[field].GetString());
  return right;
}

std::set<std::string> RightValues(const rapidjson::Value& label, const char* activity) {
  std::set<std::string> right;
  if (label.HasMember("permissions_alternatives") && label["permissions_alternatives"].HasMember(activity)) {
    for (const auto& item : label["permissions_alternatives"][activity].GetArray()) right.insert(item.GetString());
  }
  if (right.empty()) right.insert(label["permissions"][activity].GetString());
  return right;
}

void ScoreOne(const rapidjson::Value& label, bool uncertain, LabelScore& score) {
  const std::vector<Finding> findings = ReadFindings(label, uncertain);
  const Verdict verdict = ScoreFindings(findings);
  const std::string id = label["id"].GetString();
  ++score.texts;
  const std::set<std::string> categories = Right(label, "category");
  if (categories.contains(std::string(Name(verdict.category)))) {
    ++score.categories;
  } else {
    score.wrong.push_back(id + " category want " + *categories.begin() + " got " + std::string(Name(verdict.category)));
  }
  for (int i = 0; i < kActivities; ++i) {
    const std::string activity(Name(static_cast<Activity>(i)));
    const std::string got(Name(verdict.permissions[static_cast<size_t>(i)].value));
    const std::set<std::string> values = RightValues(label, activity.c_str());
    ++score.permissions;
    if (values.contains(got)) {
      ++score.permissions_right;
    } else {
      score.wrong.push_back(id + " " + activity + " want " + *values.begin() + " got " + got);
    }
  }
  std::set<std::string> want, got;
  for (const auto& flag : label["flags"].GetArray()) want.insert(flag.GetString());
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
  for (const std::filesystem::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    rapidjson::Document label;
    if (!label.Parse(content.data(), content.size()).HasParseError()) ScoreOne(label, uncertain, score);
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
