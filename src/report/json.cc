#include "report/json.h"

#include <vector>

#include "report/json_writer.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

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

void BecauseItems(JsonWriter& w, const std::vector<Because>& because, uint32_t document) {
  for (const Because& b : because) {
    w.StartObject();
    Field(w, "kind", KindName(b.kind));
    w.Key("document");
    w.Uint(document + b.document);
    w.Key("index");
    w.Uint(b.index);
    w.EndObject();
  }
}

void BecauseField(JsonWriter& w, const std::vector<Because>& because, uint32_t document) {
  w.Key("because");
  w.StartArray();
  BecauseItems(w, because, document);
  w.EndArray();
}

void ParamValue(JsonWriter& w, const Param& param) {
  switch (param.kind) {
    case Param::Kind::kText:
      w.String(param.text);
      break;
    case Param::Kind::kNumber:
      w.Int(param.number);
      break;
    case Param::Kind::kList:
      w.StartArray();
      for (const std::string& item : param.list) w.String(item);
      w.EndArray();
      break;
    case Param::Kind::kBool:
      w.Bool(param.number != 0);
      break;
  }
}

void ParamsField(JsonWriter& w, const std::vector<Param>& params) {
  w.Key("params");
  w.StartObject();
  for (const Param& param : params) {
    w.Key(param.name);
    ParamValue(w, param);
  }
  w.EndObject();
}

void IdentityValue(JsonWriter& w, const Identity& identity) {
  w.StartObject();
  Field(w, "license", identity.license);
  FieldOrNull(w, "spdx", identity.spdx);
  Field(w, "how", identity.how);
  w.Key("coverage");
  w.Share(identity.coverage);
  SpanField(w, "span", identity.span);
  w.Key("added");
  w.StartArray();
  for (const Identity::Added& added : identity.added) {
    w.StartObject();
    SpanField(w, "span", added.span);
    Field(w, "text", added.text);
    w.EndObject();
  }
  w.EndArray();
  w.Key("missing");
  w.StartArray();
  for (const Identity::Missing& missing : identity.missing) {
    w.StartObject();
    w.Key("at_byte");
    w.Uint(missing.at_byte);
    w.Key("words");
    w.Uint(missing.words);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
}

void FindingValue(JsonWriter& w, const Finding& finding, bool explain) {
  w.StartObject();
  Field(w, "clause", finding.clause);
  ParamsField(w, finding.params);
  SpanField(w, "span", finding.span);
  w.Key("lead");
  if (finding.lead) {
    SpanValue(w, *finding.lead);
  } else {
    w.Null();
  }
  Field(w, "quote", finding.quote);
  Field(w, "confidence", Name(finding.confidence));
  w.Key("hidden");
  w.Bool(finding.hidden);
  if (explain) Field(w, "rule", finding.rule);
  w.EndObject();
}

void MentionValue(JsonWriter& w, const Mention& mention) {
  w.StartObject();
  Field(w, "name", mention.name);
  Field(w, "license", mention.license);
  Strings(w, "aliases", mention.aliases);
  Field(w, "covers", mention.covers.empty() ? std::string_view("unspecified") : std::string_view(mention.covers));
  SpanField(w, "span", mention.span);
  w.EndObject();
}

void VerdictFields(JsonWriter& w, const Verdict& verdict, uint32_t document) {
  Field(w, "category", Name(verdict.category));
  w.Key("flags");
  w.StartArray();
  for (const Flag flag : verdict.flags) w.String(Name(flag));
  w.EndArray();
  w.Key("permissions");
  w.StartObject();
  for (int i = 0; i < kActivities; ++i) {
    const Permission& permission = verdict.permissions[static_cast<size_t>(i)];
    w.Key(Name(static_cast<Activity>(i)));
    w.StartObject();
    Field(w, "value", Name(permission.value));
    BecauseField(w, permission.because, document);
    w.EndObject();
  }
  w.EndObject();
  w.Key("obligations");
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

void ToolValue(JsonWriter& w, const Tool& tool) {
  w.StartObject();
  Field(w, "name", "caveat");
  Field(w, "version", tool.version);
  Field(w, "rules", tool.rules);
  Field(w, "licenses", tool.licenses);
  w.EndObject();
}

// The hash of the known licences that identity is asked of. Until some are part of the library there is nothing to
// hash.
std::string_view LicensesHash() { return KnownLicensesHash(); }

}  // namespace

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

Tool ToolOf(const Rules& rules) { return {Version(), rules.hash(), LicensesHash()}; }

std::string DocumentJson(const Document& document, const JsonOptions& options) {
  JsonWriter w;
  w.StartObject();
  Field(w, "path", document.path);
  if (!IsValidUtf8(document.path)) Field(w, "path_base64", Base64(document.path));
  w.Key("bytes");
  w.Uint(document.bytes);
  FieldOrNull(w, "sha256", document.sha256);
  Field(w, "status", StatusName(document.status));
  FieldOrNull(w, "error", document.error);
  Field(w, "language", document.language.empty() ? std::string_view("und") : std::string_view(document.language));
  w.Key("identity");
  w.StartArray();
  for (const Identity& identity : document.identity) IdentityValue(w, identity);
  w.EndArray();
  FieldOrNull(w, "expression", document.expression ? std::string_view(*document.expression) : std::string_view());
  VerdictFields(w, document.verdict, options.index);
  w.Key("findings");
  w.StartArray();
  for (const Finding& finding : document.findings) FindingValue(w, finding, options.explain);
  w.EndArray();
  w.Key("mentions");
  w.StartArray();
  for (const Mention& mention : document.mentions) MentionValue(w, mention);
  w.EndArray();
  Field(w, "summary", document.summary);
  if (!options.role.empty()) Field(w, "role", options.role);
  if (options.explain) {
    w.Key("dropped");
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
  return w.Take();
}

std::string CheckJsonHead(const Tool& tool) {
  JsonWriter w;
  w.StartObject();
  Field(w, "schema", "caveat.check/1");
  w.Key("tool");
  ToolValue(w, tool);
  return w.Take() + ",\"documents\":[";
}

std::string CheckJsonTail() { return "\n]}\n"; }

std::string ToolJson(const Tool& tool) {
  JsonWriter w;
  ToolValue(w, tool);
  return w.Take();
}

std::string FindingJson(const Finding& finding) {
  JsonWriter w;
  FindingValue(w, finding, false);
  return w.Take();
}

std::string ParamJson(const Param& param) {
  JsonWriter w;
  ParamValue(w, param);
  return w.Take();
}

std::string StringJson(std::string_view text) {
  JsonWriter w;
  w.String(text);
  return w.Take();
}

std::string VerdictJson(const Verdict& verdict) {
  JsonWriter w;
  w.StartObject();
  VerdictFields(w, verdict, 0);
  w.EndObject();
  // The members alone.
  const std::string object = w.Take();
  return object.substr(1, object.size() - 2);
}

std::string BecauseJson(const std::vector<Because>& because) {
  JsonWriter w;
  w.StartArray();
  BecauseItems(w, because, 0);
  w.EndArray();
  return w.Take();
}

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
