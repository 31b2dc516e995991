// LoadLicenses of caveat.h: licences of the caller's own, from memory.
#include <new>
#include <string_view>

#include "caveat.h"
#include "classify/known.h"
#include "classify/own_license.h"
#include "text/fold.h"

namespace caveat {
namespace {

constexpr std::string_view kSuffix = ".license";

// False for a text without words.
bool FromText(const LicenseSource& source, classify::LicenseFile* license) {
  text::Text text;
  text::Words words;
  text::Decode(source.content, &text);
  text::Fold(text.utf8, &words);
  const std::string id = classify::OwnId(source.name);
  return classify::OwnLicense(id, id, words, license);
}

}  // namespace

Result<std::shared_ptr<const classify::KnownLicenses>> LoadLicenses(const std::vector<LicenseSource>& sources,
                                                                    bool built_in) try {
  using Out = Result<std::shared_ptr<const classify::KnownLicenses>>;
  std::vector<classify::LicenseFile> licenses;
  for (const LicenseSource& source : sources) {
    classify::LicenseFile license;
    if (std::string_view(source.name).ends_with(kSuffix)) {
      std::string error;
      if (!classify::ParseLicense(source.content, &license, &error)) return Out::Error(source.name + ": " + error);
    } else if (!FromText(source, &license)) {
      continue;
    }
    licenses.push_back(std::move(license));
  }
  return classify::KnownLicenses::With(licenses, built_in);
} catch (const std::bad_alloc&) {
  return Result<std::shared_ptr<const classify::KnownLicenses>>::Error("out of memory");
}

}  // namespace caveat
