#include "model/license_facts.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_map>

#include "classify/license_urls.h"
#include "classify/names.h"
#include "model/view.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxValue = 300;

struct LicenseClauses {
  std::string_view license, clauses;
};
constexpr LicenseClauses kLicenseClauses[] = {
#include "../../licenses/models/clauses.inc"
};

}  // namespace

std::optional<classify::LicenseRef> FindKnown(std::string_view id) {
  using Index = std::unordered_map<std::string, classify::LicenseRef>;
  static const Index index = [] {
    Index out;
    const auto known = classify::KnownLicenses::BuiltIn();
    const std::vector<classify::LicenseRef> all = known->All();
    for (const classify::LicenseRef& ref : all) out.emplace(LowerCase(known->fact(ref, classify::Fact::kId)), ref);
    for (const classify::Fact fact : {classify::Fact::kAliases, classify::Fact::kTags}) {
      for (const classify::LicenseRef& ref : all) {
        for (const std::string_view name : classify::Entries(known->fact(ref, fact))) out.emplace(LowerCase(name), ref);
      }
    }
    return out;
  }();
  const auto it = index.find(LowerCase(id));
  return it == index.end() ? std::nullopt : std::optional(it->second);
}

std::string LicenseOfValue(std::string_view value) {
  while (!value.empty() && (value.front() == ' ' || value.front() == '"')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '"')) value.remove_suffix(1);
  if (value.empty() || value.size() > kMaxValue) return {};
  if (const names::License* license = names::Find(value)) return std::string(license->id);
  if (value.find("://") != std::string_view::npos) {
    if (const names::License* license = names::FromUrl(value)) return std::string(license->id);
    return {};
  }
  if (const names::License* license = names::FromText(value)) return std::string(license->id);
  if (const auto ref = FindKnown(value)) {
    return std::string(classify::KnownLicenses::BuiltIn()->fact(*ref, classify::Fact::kId));
  }
  return {};
}

std::vector<std::string_view> ClausesOfLicense(std::string_view license) {
  const auto known = classify::KnownLicenses::BuiltIn();
  auto ref = FindKnown(license);
  if (!ref) {
    // The general id of texts that are known by their dates: by its hub tag.
    const names::License* row = names::Find(license);
    if (row != nullptr && !row->tag.empty()) ref = FindKnown(row->tag);
    if (!ref && row != nullptr && !row->scancode.empty()) ref = FindKnown(row->scancode);
  }
  if (ref) {
    std::vector<std::string_view> clauses = classify::Entries(known->fact(*ref, classify::Fact::kClauses));
    if (!clauses.empty()) return clauses;
  }
  const names::License* row = names::Find(license);
  for (const LicenseClauses& entry : kLicenseClauses) {
    if (entry.license != license && (row == nullptr || entry.license != row->id)) continue;
    std::vector<std::string_view> clauses;
    std::string_view rest = entry.clauses;
    while (!rest.empty()) {
      const size_t space = rest.find(' ');
      clauses.push_back(rest.substr(0, space));
      if (space == std::string_view::npos) break;
      rest.remove_prefix(space + 1);
    }
    return clauses;
  }
  return {};
}

Answer IsOpenLicense(std::string_view license) {
  if (license.empty()) return Answer::kUnknown;
  const std::string lower = LowerCase(license);
  const auto starts = [&](std::initializer_list<std::string_view> heads) {
    return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return lower.starts_with(head); });
  };
  if (starts({"cc0-", "cc-by-sa-", "cdla-", "odc-", "odbl-", "pddl-", "ogl-", "gfdl-1.3", "openmdw-"})) {
    // Variants with invariant sections are not on the list.
    return lower.starts_with("gfdl") && lower != "gfdl-1.3" ? Answer::kNo : Answer::kYes;
  }
  if (starts({"cc-by-nc", "cc-by-nd"})) return Answer::kNo;
  if (lower.starts_with("cc-by-") && lower.size() > 6 && lower[6] >= '0' && lower[6] <= '9') return Answer::kYes;
  const names::License* row = names::Find(license);
  if (row == nullptr) return Answer::kUnknown;
  if ((row->flags & (names::kOsi | names::kFsf)) != 0) return Answer::kYes;
  if ((row->flags & names::kFamily) != 0) {
    switch (row->category) {
      case Category::kPermissive:
      case Category::kCopyleft:
      case Category::kPublicDomain:
        return Answer::kYes;
      case Category::kUnknown:
        return row->id == "modified-mit" || row->id == "llama" ? Answer::kNo : Answer::kUnknown;
      default:
        return Answer::kNo;
    }
  }
  return Answer::kNo;
}

Category CategoryOf(std::string_view license) {
  if (const names::License* row = names::Find(license); row != nullptr && row->category != Category::kUnknown) {
    return row->category;
  }
  const auto known = classify::KnownLicenses::BuiltIn();
  if (const auto ref = FindKnown(license)) {
    const std::string_view name = known->fact(*ref, classify::Fact::kCategory);
    for (int i = 0; i <= static_cast<int>(Category::kPublicDomain); ++i) {
      if (Name(static_cast<Category>(i)) == name) return static_cast<Category>(i);
    }
  }
  return Category::kUnknown;
}

std::string TitleOf(std::string_view license) {
  if (const names::License* row = names::Find(license); row != nullptr && !row->title.empty()) {
    return std::string(row->title);
  }
  const auto known = classify::KnownLicenses::BuiltIn();
  if (const auto ref = FindKnown(license)) {
    const std::string_view title = known->fact(*ref, classify::Fact::kTitle);
    if (!title.empty()) return std::string(title);
  }
  return std::string(license);
}

bool IsRestricted(Category category) {
  switch (category) {
    case Category::kNoRedistribution:
    case Category::kResearchOnly:
    case Category::kNonCommercial:
    case Category::kNoDerivatives:
    case Category::kScaleCapped:
    case Category::kRegistration:
    case Category::kTerritoryLimited:
    case Category::kUseRestricted:
      return true;
    default:
      return false;
  }
}

}  // namespace caveat::model
