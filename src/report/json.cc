#include "report/json.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "report/terminal.h"

namespace caveat::report {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void String(Writer& w, std::string_view s) {
  if (IsValidUtf8(s)) {
    w.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
  } else {
    const std::string valid = ValidUtf8(s);
    w.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
}

void Key(Writer& w, std::string_view key) { w.Key(key.data(), static_cast<rapidjson::SizeType>(key.size())); }

void Field(Writer& w, std::string_view key, std::string_view value) {
  Key(w, key);
  String(w, value);
}

// Empty means: there is none.
void FieldOrNull(Writer& w, std::string_view key, std::string_view value) {
  Key(w, key);
  if (value.empty()) {
    w.Null();
  } else {
    String(w, value);
  }
}

void Strings(Writer& w, std::string_view key, const std::vector<std::string>& list) {
  Key(w, key);
  w.StartArray();
  for (const std::string& s : list) String(w, s);
  w.EndArray();
}

void SpanValue(Writer& w, const Span& span) {
  w.StartObject();
  Key(w, "start_byte");
  w.Uint64(span.start_byte);
  Key(w, "end_byte");
  w.Uint64(span.end_byte);
  Key(w, "start_line");
  w.Uint(span.start_line);
  Key(w, "end_line");
  w.Uint(span.end_line);
  w.EndObject();
}

void SpanField(Writer& w, std::string_view key, const Span& span) {
  Key(w, key);
  SpanValue(w, span);
}

std::string_view StatusName(Status status) {
  switch (status) {
    case Status::kOk:
      return "ok";
    case Status::kBinary:
      return "binary";
    case Status::kTruncated:
      return "truncated";
    case Status::kError:
      return "error";
  }
  return "error";
}

std::string_view KindName(Because::Kind kind) {
  switch (kind) {
    case Because::Kind::kFinding:
      return "finding";
    case Because::Kind::kMention:
      return "mention";
    case Because::Kind::kIdentity:
      return "identity";
  }
  return "finding";
}

void BecauseField(Writer& w, const std::vector<Because>& because, uint32_t document) {
  Key(w, "because");
  w.StartArray();
  for (const Because& b : because) {
    w.StartObject();
    Field(w, "kind", KindName(b.kind));
    Key(w, "document");
    w.Uint(document + b.document);
    Key(w, "index");
    w.Uint(b.index);
    w.EndObject();
  }
  w.EndArray();
}

void ParamsField(Writer& w, const std::vector<Param>& params) {
  Key(w, "params");
  w.StartObject();
  for (const Param& param : params) {
    switch (param.kind) {
      case Param::Kind::kText:
        Field(w, param.name, param.text);
        break;
      case Param::Kind::kNumber:
        Key(w, param.name);
        w.Int64(param.number);
        break;
      case Param::Kind::kList:
        Strings(w, param.name, param.list);
        break;
      case Param::Kind::kBool:
        Key(w, param.name);
        w.Bool(param.number != 0);
        break;
    }
  }
  w.EndObject();
}

void IdentityValue(Writer& w, const Identity& identity) {
  w.StartObject();
  Field(w, "license", identity.license);
  FieldOrNull(w, "spdx", identity.spdx);
  Field(w, "how", identity.how);
  Key(w, "coverage");
  w.Double(identity.coverage);
  SpanField(w, "span", identity.span);
  Key(w, "added");
  w.StartArray();
  for (const Identity::Added& added : identity.added) {
    w.StartObject();
    SpanField(w, "span", added.span);
    Field(w, "text", added.text);
    w.EndObject();
  }
  w.EndArray();
  Key(w, "missing");
  w.StartArray();
  for (const Identity::Missing& missing : identity.missing) {
    w.StartObject();
    Key(w, "at_byte");
    w.Uint64(missing.at_byte);
    Key(w, "words");
    w.Uint(missing.words);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
}

void FindingValue(Writer& w, const Finding& finding, bool explain) {
  w.StartObject();
  Field(w, "clause", finding.clause);
  ParamsField(w, finding.params);
  SpanField(w, "span", finding.span);
  Key(w, "lead");
  if (finding.lead) {
    SpanValue(w, *finding.lead);
  } else {
    w.Null();
  }
  Field(w, "quote", finding.quote);
  Field(w, "confidence", Name(finding.confidence));
  Key(w, "hidden");
  w.Bool(finding.hidden);
  if (explain) Field(w, "rule", finding.rule);
  w.EndObject();
}

void MentionValue(Writer& w, const Mention& mention) {
  w.StartObject();
  Field(w, "name", mention.name);
  Field(w, "license", mention.license);
  Strings(w, "aliases", mention.aliases);
  Field(w, "covers", mention.covers.empty() ? std::string_view("unspecified") : std::string_view(mention.covers));
  SpanField(w, "span", mention.span);
  w.EndObject();
}

void VerdictFields(Writer& w, const Verdict& verdict, uint32_t document) {
  Field(w, "category", Name(verdict.category));
  Key(w, "flags");
  w.StartArray();
  for (const Flag flag : verdict.flags) String(w, Name(flag));
  w.EndArray();
  Key(w, "permissions");
  w.StartObject();
  for (int i = 0; i < kActivities; ++i) {
    const Permission& permission = verdict.permissions[static_cast<size_t>(i)];
    Key(w, Name(static_cast<Activity>(i)));
    w.StartObject();
    Field(w, "value", Name(permission.value));
    BecauseField(w, permission.because, document);
    w.EndObject();
  }
  w.EndObject();
  Key(w, "obligations");
  w.StartArray();
  for (const Obligation& obligation : verdict.obligations) {
    w.StartObject();
    Field(w, "clause", obligation.clause);
    Field(w, "when", Name(obligation.when));
    Field(w, "text", obligation.text);
    BecauseField(w, obligation.because, document);
    w.EndObject();
  }
  w.EndArray();
}

std::string Base64(std::string_view bytes) {
  constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t n = bytes.size() - i;
    uint32_t v = static_cast<uint32_t>(static_cast<unsigned char>(bytes[i])) << 16;
    if (n > 1) v |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[i + 1])) << 8;
    if (n > 2) v |= static_cast<unsigned char>(bytes[i + 2]);
    out += kAlphabet[v >> 18];
    out += kAlphabet[(v >> 12) & 63];
    out += n > 1 ? kAlphabet[(v >> 6) & 63] : '=';
    out += n > 2 ? kAlphabet[v & 63] : '=';
  }
  return out;
}

void ToolField(Writer& w, const Tool& tool) {
  Key(w, "tool");
  w.StartObject();
  Field(w, "name", "caveat");
  Field(w, "version", tool.version);
  Field(w, "rules", tool.rules);
  Field(w, "licenses", tool.licenses);
  w.EndObject();
}

// The hash of the known licences that identity is asked of. Until some are part of the library there is nothing to
// hash.
std::string_view LicensesHash() { return ""; }

}  // namespace

Tool ToolOf(const Rules& rules) { return {Version(), rules.hash(), LicensesHash()}; }

std::string DocumentJson(const Document& document, const JsonOptions& options) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  // Cut, not rounded: a coverage just below one must not look like one.
  w.SetMaxDecimalPlaces(3);
  w.StartObject();
  Field(w, "path", document.path);
  if (!IsValidUtf8(document.path)) Field(w, "path_base64", Base64(document.path));
  Key(w, "bytes");
  w.Uint64(document.bytes);
  FieldOrNull(w, "sha256", document.sha256);
  Field(w, "status", StatusName(document.status));
  FieldOrNull(w, "error", document.error);
  Field(w, "language", document.language.empty() ? std::string_view("und") : std::string_view(document.language));
  Key(w, "identity");
  w.StartArray();
  for (const Identity& identity : document.identity) IdentityValue(w, identity);
  w.EndArray();
  FieldOrNull(w, "expression", document.expression ? std::string_view(*document.expression) : std::string_view());
  VerdictFields(w, document.verdict, options.index);
  Key(w, "findings");
  w.StartArray();
  for (const Finding& finding : document.findings) FindingValue(w, finding, options.explain);
  w.EndArray();
  Key(w, "mentions");
  w.StartArray();
  for (const Mention& mention : document.mentions) MentionValue(w, mention);
  w.EndArray();
  Field(w, "summary", document.summary);
  if (options.explain) {
    Key(w, "dropped");
    w.StartArray();
    for (const Dropped& dropped : options.dropped) {
      w.StartObject();
      Field(w, "clause", dropped.clause);
      Field(w, "rule", dropped.rule);
      Field(w, "reason", dropped.reason);
      Field(w, "quote", dropped.quote);
      SpanField(w, "span", dropped.span);
      w.EndObject();
    }
    w.EndArray();
  }
  w.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string CheckJsonHead(const Tool& tool) {
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.StartObject();
  Field(w, "schema", "caveat.check/1");
  ToolField(w, tool);
  std::string head(buffer.GetString(), buffer.GetSize());
  return head + ",\"documents\":[";
}

std::string CheckJsonTail() { return "\n]}\n"; }

std::string CheckJson(std::span<const Document> documents, const Tool& tool) {
  std::string out = CheckJsonHead(tool);
  for (size_t i = 0; i < documents.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    JsonOptions options;
    options.index = static_cast<uint32_t>(i);
    out += DocumentJson(documents[i], options);
  }
  return out + CheckJsonTail();
}

}  // namespace caveat::report
