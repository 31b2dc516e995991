// LoadLicenses of caveat.h: licences of the caller's own, from memory.
#include "license_sources.h"

#include <new>
#include <string_view>

#include "caveat.h"
#include "classify/fingerprint.h"
#include "classify/known.h"
#include "text/fold.h"

namespace caveat {
namespace {

constexpr std::string_view kSuffix = ".license";

}  // namespace

std::string LicenseId(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  const size_t dot = name.rfind('.');
  if (dot != std::string_view::npos && dot > 0) name = name.substr(0, dot);
  std::string id;
  for (const char c : name) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
    if (plain || id.empty() || id.back() != '-') id += plain ? c : '-';
  }
  return id;
}

bool LicenseFromText(const std::string& id, const std::string& title, std::string_view content,
                     classify::LicenseFile* license) {
  text::Text text;
  text::Words words;
  text::Decode(content, &text);
  text::Fold(text.utf8, &words);
  if (words.empty()) return false;
  license->facts[static_cast<size_t>(classify::Fact::kId)] = {id};
  license->facts[static_cast<size_t>(classify::Fact::kTitle)] = {title};
  license->facts[static_cast<size_t>(classify::Fact::kSpdx)] = {"LicenseRef-" + id};
  license->texts.push_back(classify::MakeFingerprint(words, classify::ShapeOf(words, title)));
  return true;
}

Result<std::shared_ptr<const classify::KnownLicenses>> LoadLicenses(const std::vector<LicenseSource>& sources,
                                                                    bool built_in) try {
  using Out = Result<std::shared_ptr<const classify::KnownLicenses>>;
  std::vector<classify::LicenseFile> licenses;
  for (const LicenseSource& source : sources) {
    classify::LicenseFile license;
    if (std::string_view(source.name).ends_with(kSuffix)) {
      std::string error;
      if (!classify::ParseLicense(source.content, &license, &error)) return Out::Error(source.name + ": " + error);
    } else if (const std::string id = LicenseId(source.name); !LicenseFromText(id, id, source.content, &license)) {
      continue;
    }
    licenses.push_back(std::move(license));
  }
  return classify::KnownLicenses::With(licenses, built_in);
} catch (const std::bad_alloc&) {
  return Result<std::shared_ptr<const classify::KnownLicenses>>::Error("out of memory");
}

}  // namespace caveat
