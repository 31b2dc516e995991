#include "classify/license_urls.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace caveat::names {
namespace {

constexpr KnownUrl kTable[] = {
#include "../../licenses/names/urls.inc"
};

constexpr auto kUrls = [] {
  std::array<KnownUrl, std::size(kTable)> urls{};
  std::copy(std::begin(kTable), std::end(kTable), urls.begin());
  std::sort(urls.begin(), urls.end(), [](const KnownUrl& a, const KnownUrl& b) { return a.address < b.address; });
  return urls;
}();

// Those that are read by rule.
constexpr std::string_view kRuledHosts[] = {"creativecommons.org", "spdx.org", "choosealicense.com",
                                            "opensource.org",      "gnu.org",  "fsf.org",
                                            "huggingface.co",      "gnu.de",   "licensebuttons.net"};

// Pages that stand for one licence after another: what follows is the name of one.
constexpr std::string_view kLists[] = {"spdx.org/licenses/", "choosealicense.com/licenses/", "opensource.org/licenses/",
                                       "opensource.org/license/",
                                       "huggingface.co/datasets/choosealicense/licenses/blob/main/markdown/"};

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string_view> Parts(std::string_view path) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    if (end > at) out.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string_view WithoutScheme(std::string_view url) {
  if (const size_t scheme = url.find("://"); scheme != std::string_view::npos && scheme < 8)
    url.remove_prefix(scheme + 3);
  return url;
}

// Which hosts are known, for a look before the search: nearly all addresses are of others.
constexpr size_t kSlots = 512;
constexpr size_t Slot(std::string_view host) {
  return (static_cast<unsigned char>(host[0]) * 37u + static_cast<unsigned char>(host[host.size() / 2]) * 11u +
          host.size() * 5u) %
         kSlots;
}
constexpr auto kSlotTaken = [] {
  std::array<bool, kSlots> taken{};
  for (const std::string_view host : kRuledHosts) taken[Slot(host)] = true;
  for (const KnownUrl& url : kUrls) taken[Slot(url.address.substr(0, url.address.find('/')))] = true;
  return taken;
}();

// Looks for a word in lower case, in any case: from its end, so that most characters are not looked at.
class Searcher {
 public:
  constexpr explicit Searcher(std::string_view word) : word_(word) {
    for (uint8_t& skip : skip_) skip = static_cast<uint8_t>(word.size());
    for (size_t i = 0; i + 1 < word.size(); ++i) {
      const auto left = static_cast<uint8_t>(word.size() - 1 - i);
      skip_[static_cast<unsigned char>(word[i])] = left;
      skip_[static_cast<unsigned char>(word[i] - 32)] = left;
    }
  }
  bool In(std::string_view text) const {
    for (size_t end = word_.size(); end <= text.size(); end += skip_[static_cast<unsigned char>(text[end - 1])]) {
      size_t k = word_.size();
      while (k > 0 && Lower(text[end - word_.size() + k - 1]) == word_[k - 1]) --k;
      if (k == 0) return true;
    }
    return false;
  }

 private:
  std::string_view word_;  // letters only
  std::array<uint8_t, 256> skip_{};
};
constexpr Searcher kLicense("license"), kAgreement("agreement");

// Without allocating, for the many addresses that lead to nothing.
bool MayLead(std::string_view url) {
  url = WithoutScheme(url);
  char host[64];
  size_t size = 0;
  for (; size < std::min(url.size(), sizeof(host)) && url[size] != '/' && url[size] != '?' && url[size] != '#'; ++size)
    host[size] = Lower(url[size]);
  std::string_view lower(host, size);
  if (lower.starts_with("www.")) lower.remove_prefix(4);
  if (lower.size() < 4 || !kSlotTaken[Slot(lower)]) return false;
  // A page of a repository says nothing by itself; its licence file does.
  if (lower == "huggingface.co" || lower == "github.com") return kLicense.In(url) || kAgreement.In(url);
  if (std::find(std::begin(kRuledHosts), std::end(kRuledHosts), lower) != std::end(kRuledHosts)) return true;
  const auto at = std::lower_bound(kUrls.begin(), kUrls.end(), lower,
                                   [](const KnownUrl& known, std::string_view name) { return known.address < name; });
  return at != kUrls.end() && at->address.starts_with(lower) &&
         (at->address.size() == lower.size() || at->address[lower.size()] == '/');
}

// The longest address of the table that this one starts with.
const License* FromTable(std::string_view url) {
  const std::string_view host = url.substr(0, url.find('/'));
  auto at = std::upper_bound(kUrls.begin(), kUrls.end(), url,
                             [](std::string_view name, const KnownUrl& known) { return name < known.address; });
  while (at != kUrls.begin() && (--at)->address.starts_with(host)) {
    if (url.starts_with(at->address)) return Find(at->id);
  }
  return nullptr;
}

// "gpl-3.0.de.html" -> "gpl-3.0"
std::string_view WithoutEnding(std::string_view name) {
  for (const std::string_view end :
       {".html", ".htm", ".md", ".txt", ".php", ".json", ".xml", ".pdf", ".dbk", ".texi", ".tex", ".odt", ".rtf"}) {
    if (name.ends_with(end)) name.remove_suffix(end.size());
  }
  const auto letter = [&](size_t back) { return Lower(name[name.size() - back]) >= 'a' && !IsDigit(name.back()); };
  if (name.size() > 4 && name[name.size() - 3] == '.' && letter(1) && letter(2)) name.remove_suffix(3);
  if (name.ends_with(".zh-cn") || name.ends_with(".zh-tw") || name.ends_with(".pt-br")) name.remove_suffix(6);
  return name;
}

// What a list calls a licence: "apache-2.0", "apache-2-0", "bsd-license", "mozilla1.1".
const License* Listed(std::string_view name) {
  if (const License* found = Find(name)) return found;
  std::string dotted(name);  // apache-2-0
  for (size_t i = 1; i + 1 < dotted.size(); ++i) {
    if (dotted[i] == '-' && IsDigit(dotted[i - 1]) && IsDigit(dotted[i + 1])) dotted[i] = '.';
  }
  if (const size_t v = dotted.find("-v"); v != std::string::npos && v + 2 < dotted.size() && IsDigit(dotted[v + 2]))
    dotted.erase(v + 1, 1);
  if (const License* found = Find(dotted)) return found;
  if (!name.ends_with("-license")) return nullptr;
  name.remove_suffix(8);
  return Find(name);
}

const License* CreativeCommons(std::string_view url) {
  const std::vector<std::string_view> parts = Parts(url);
  const bool button = parts[0] == "licensebuttons.net";
  if (parts.size() < 3) return nullptr;
  if (parts[1] == "licenses" && parts[2] == "publicdomain") return Find("CC-PDDC");
  if (button ? parts[1] == "p" : parts[1] == "publicdomain") {
    const std::string_view kind = parts[2];
    return kind == "zero" ? Find("CC0-1.0") : kind == "mark" ? Find("CC-PDM-1.0") : nullptr;
  }
  if (parts[1] != (button ? "l" : "licenses")) return nullptr;
  // Version 1.0 was written in another order.
  const std::string id = parts[2] == "nd-nc" || parts[2] == "by-nd-nc" ? "CC-BY-NC-ND" : "CC-" + std::string(parts[2]);
  if (parts.size() > 3) {
    const std::string version = id + "-" + std::string(parts[3]);
    if (parts.size() > 4) {
      if (const License* ported = Find(version + "-" + std::string(parts[4]))) return ported;
    }
    if (const License* exact = Find(version)) return exact;
  }
  return Find(id);
}

const License* Gnu(std::string_view url) {
  const std::string_view file = url.substr(url.rfind('/') + 1);
  std::string_view name = WithoutEnding(file);
  if (name.ends_with("-standalone")) name.remove_suffix(11);
  if (name == "lesser" || name == "library") return Find("lgpl");
  if (name == "copyleft" || name == "licenses") return nullptr;
  if (name.starts_with("fdl")) return Find("g" + std::string(name));
  return name.starts_with("gpl") || name.starts_with("lgpl") || name.starts_with("agpl") ? Find(name) : nullptr;
}

}  // namespace

std::span<const KnownUrl> KnownUrls() { return kUrls; }

const License* FromUrl(std::string_view raw) {
  if (!MayLead(raw)) return nullptr;
  std::string lower(raw);
  for (char& c : lower) c = Lower(c);
  std::string_view url = WithoutScheme(lower);
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("#?"));
  while (!url.empty() && (url.back() == '/' || url.back() == '.' || url.back() == ',' || url.back() == ')'))
    url.remove_suffix(1);
  if (url.size() < 8 || url.size() > 512) return nullptr;
  if (url.starts_with("creativecommons.org/") || url.starts_with("licensebuttons.net/")) return CreativeCommons(url);
  for (const std::string_view list : kLists) {
    if (!url.starts_with(list)) continue;
    if (const License* listed = Listed(WithoutEnding(url.substr(list.size())))) return listed;
  }
  if (const License* known = FromTable(url)) return known;
  if (url.starts_with("gnu.org/") || url.starts_with("fsf.org/") || url.starts_with("gnu.de/")) return Gnu(url);
  // Model pages of the Llamas hold the licence of their version.
  if (url.starts_with("huggingface.co/meta-llama/")) {
    for (const auto& [part, id] :
         {std::pair{"llama-3.1-", "llama-3.1-community"}, std::pair{"llama-3.2-", "llama-3.2-community"},
          std::pair{"llama-3.3-", "llama-3.3-community"}, std::pair{"llama-4-", "llama-4-community"},
          std::pair{"llama-3-", "llama-3-community"}, std::pair{"llama-2-", "llama-2-community"}}) {
      if (url.find(part) != std::string_view::npos) return Find(id);
    }
  }
  return nullptr;
}

bool ParseBadge(std::string_view url, Badge* badge) {
  const size_t at = url.find("shields.io/badge/");
  if (at == std::string_view::npos) return false;
  std::string_view path = url.substr(at + 17);
  path = path.substr(0, path.find_first_of("?#)\"' >\n"));
  std::vector<std::string> parts(1);
  for (size_t i = 0; i < path.size() && path.size() < 512; ++i) {
    const char c = path[i];
    const auto hex = [](char h) {
      return IsDigit(h) ? h - '0' : Lower(h) >= 'a' && Lower(h) <= 'f' ? Lower(h) - 'a' + 10 : -1;
    };
    if (c == '%' && i + 2 < path.size() && hex(path[i + 1]) >= 0 && hex(path[i + 2]) >= 0) {
      parts.back() += Lower(static_cast<char>(hex(path[i + 1]) * 16 + hex(path[i + 2])));
      i += 2;
    } else if (c == '-' && i + 1 < path.size() && path[i + 1] == '-') {
      parts.back() += '-';
      ++i;
    } else if (c == '-') {
      parts.emplace_back();
    } else if (c == '_') {
      parts.back() += ' ';
    } else {
      parts.back() += Lower(c);
    }
  }
  if (parts.size() < 3) return false;
  badge->label = parts[0];
  // An unescaped dash inside the message: all but the last part, which is the colour.
  badge->message.clear();
  for (size_t i = 1; i + 1 < parts.size(); ++i) badge->message.append(i > 1 ? "-" : "").append(parts[i]);
  return !badge->message.empty();
}

}  // namespace caveat::names
