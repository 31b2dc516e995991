#include "report/exports.h"

#include <algorithm>
#include <map>
#include <set>

#include "report/terminal.h"
#include "xxhash.h"

namespace caveat::report {
namespace {

constexpr char kHex[] = "0123456789abcdef";

std::string Hex(uint64_t value) {
  std::string out(16, '0');
  for (size_t i = 16; i-- > 0; value >>= 4) out[i] = kHex[value & 15];
  return out;
}

// The words of the licence as they stand in the file.
std::string TextOf(const Export::Item& item, const Span& span) {
  if (item.bytes.size() < span.end_byte || span.end_byte <= span.start_byte) return {};
  const std::string_view bytes = item.bytes.substr(span.start_byte, span.end_byte - span.start_byte);
  // UTF-16 would have to be decoded again; such licences are not worth it.
  return bytes.find('\0') == std::string_view::npos ? ValidUtf8(bytes) : std::string();
}

}  // namespace

std::string PathOf(const Export& e, const Document& document, bool hub) {
  if (!hub || e.root.empty()) return document.path;
  return std::string(e.root) + (e.root.ends_with('/') ? "" : "/") + document.path;
}

bool IsLicenseRef(std::string_view id) { return id.starts_with("LicenseRef-") || id.starts_with("DocumentRef-"); }

std::vector<std::string> IdsOf(std::string_view expression) {
  std::set<std::string> ids;
  size_t i = 0;
  bool after_with = false;
  while (i < expression.size()) {
    if (expression[i] == ' ' || expression[i] == '(' || expression[i] == ')') {
      ++i;
      continue;
    }
    size_t end = expression.find_first_of(" ()", i);
    if (end == std::string_view::npos) end = expression.size();
    const std::string_view word = expression.substr(i, end - i);
    i = end;
    const bool exception = after_with;
    after_with = word == "WITH";
    if (word != "AND" && word != "OR" && word != "WITH" && !exception) ids.emplace(word);
  }
  return {ids.begin(), ids.end()};
}

bool WantsText(const Document& document) {
  return std::any_of(document.identity.begin(), document.identity.end(),
                     [](const Identity& i) { return IsLicenseRef(i.spdx); });
}

std::vector<CustomLicense> CustomLicenses(const Export& e) {
  std::map<std::string, std::string> found;
  const auto use = [&](std::string_view expression) {
    for (const std::string& id : IdsOf(expression)) {
      if (IsLicenseRef(id)) found.try_emplace(id);
    }
  };
  use(DeclaredExpression(e));
  use(ConcludedExpression(e));
  for (const Export::Item& item : e.items) {
    if (item.document->expression) use(*item.document->expression);
  }
  for (const Export::Item& item : e.items) {
    for (const Identity& identity : item.document->identity) {
      const auto it = found.find(identity.spdx);
      if (it == found.end() || identity.how == "named") continue;
      std::string text = TextOf(item, identity.span);
      // The longest stands for it: others are parts or variants.
      if (text.size() > it->second.size()) it->second = std::move(text);
    }
  }
  std::vector<CustomLicense> out;
  out.reserve(found.size());
  for (auto& [id, text] : found) out.push_back({id, std::move(text)});
  return out;
}

std::string DeclaredExpression(const Export& e) {
  if (e.model == nullptr) return {};
  std::set<std::string> ids;
  for (const model::Declared& declared : e.model->declared) {
    if (declared.license.empty()) continue;
    std::string id = e.spdx_of ? e.spdx_of(declared.license) : std::string();
    if (!id.empty()) ids.insert(std::move(id));
  }
  std::string out;
  for (const std::string& id : ids) out.append(out.empty() ? "" : " AND ").append(id);
  return out;
}

std::string ConcludedExpression(const Export& e) {
  if (e.model != nullptr) return e.model->expression.value_or("");
  if (e.items.size() == 1) return e.items[0].document->expression.value_or("");
  return {};
}

std::string UriOf(std::string_view path) {
  std::string out;
  if (path.starts_with('/')) out = "file://";
  while (path.starts_with("./")) path.remove_prefix(2);
  bool first_segment = out.empty();
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~' || c == '/' || c == '+' || c == '=' || c == '@' || c == ',';
    if (c == '/') first_segment = false;
    // A colon in the first segment would make a scheme of what stands before it.
    if (plain || (c == ':' && !first_segment)) {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[byte >> 4];
      out += "0123456789ABCDEF"[byte & 15];
    }
  }
  return out;
}

std::string PurlOf(const model::Model& model) {
  const size_t slash = model.id.find('/');
  if (slash == std::string::npos || slash == 0 || model.id.find('/', slash + 1) != std::string::npos) return {};
  std::string out = "pkg:huggingface/" + UriOf(model.id);
  if (!model.revision.empty()) {
    std::string revision = model.revision;
    for (char& c : revision) c = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
    out += "@" + UriOf(revision);
  }
  return out;
}

std::string VerdictWords(const Verdict& verdict) {
  std::string out = "Category: " + std::string(Name(verdict.category)) + ".", flags;
  for (const Flag flag : verdict.flags) flags.append(flags.empty() ? "" : ", ").append(Name(flag));
  return flags.empty() ? out : out + " Flags: " + flags + ".";
}

std::string HashHex(std::string_view bytes) { return Hex(XXH3_64bits(bytes.data(), bytes.size())); }

std::string UuidOf(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  std::string hex = Hex(hash.high64) + Hex(hash.low64);
  hex[12] = '8';  // version 8: made by a rule of one's own
  hex[16] = kHex[8 | (static_cast<size_t>(hash.low64 >> 60) & 3)];
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
         hex.substr(20);
}

std::string ParamsText(const Finding& finding) {
  std::string out;
  for (const Param& param : finding.params) {
    if (!out.empty()) out += ", ";
    out += param.name + " ";
    switch (param.kind) {
      case Param::Kind::kText:
        out += param.text;
        break;
      case Param::Kind::kNumber:
        out += std::to_string(param.number);
        break;
      case Param::Kind::kBool:
        out += param.number != 0 ? "yes" : "no";
        break;
      case Param::Kind::kList:
        for (size_t i = 0; i < param.list.size(); ++i) out.append(i == 0 ? "" : " ").append(param.list[i]);
        break;
    }
  }
  return out;
}

}  // namespace caveat::report
