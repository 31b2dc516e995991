// File: tests/classify/make_finding.h
//
// Findings for tests, written as "clause name=value name=value": a value of digits is a number, [a,b] a list, true and
// false are yes/no, "_" in text stands for a space.

#ifndef CAVEAT_TESTS_CLASSIFY_MAKE_FINDING_H_
#define CAVEAT_TESTS_CLASSIFY_MAKE_FINDING_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "caveat.h"

namespace caveat::testing {

inline Param MakeParam(std::string name, std::string value) {
  Param param;
  param.name = std::move(name);
  std::replace(value.begin(), value.end(), '_', ' ');
  if (!value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    param.kind = Param::Kind::kNumber;
    param.number = std::stoll(value);
  } else if (value == "true" || value == "false") {
    param.kind = Param::Kind::kBool;
    param.number = value == "true" ? 1 : 0;
  } else if (value.starts_with("[")) {
    param.kind = Param::Kind::kList;
    std::istringstream items(value.substr(1, value.size() - 2));
    for (std::string item; std::getline(items, item, ',');) param.list.push_back(item);
  } else {
    param.text = std::move(value);
  }
  return param;
}

inline Finding MakeFinding(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string word;
  words >> word;
  const auto clause = FindClause(word);
  EXPECT_TRUE(clause) << "no such clause: " << word;
  Finding finding;
  finding.clause_id = clause.value_or(0);
  finding.clause = ClauseName(finding.clause_id);
  while (words >> word) {
    const size_t at = word.find('=');
    finding.params.push_back(MakeParam(word.substr(0, at), word.substr(at + 1)));
  }
  std::sort(finding.params.begin(), finding.params.end(),
            [](const Param& a, const Param& b) { return a.name < b.name; });
  return finding;
}

// The findings of a text, each 10 bytes after the one before.
inline std::vector<Finding> MakeFindings(const std::vector<std::string_view>& texts) {
  std::vector<Finding> findings;
  for (const std::string_view text : texts) {
    Finding finding = MakeFinding(text);
    finding.span = {findings.size() * 10, findings.size() * 10 + 5, 1, 1};
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace caveat::testing

#endif  // CAVEAT_TESTS_CLASSIFY_MAKE_FINDING_H_
