// File: src/report/json_writer.h
//
// The small JSON writer of all reports: values one after the other, commas and escapes put in. Valid UTF-8 whatever is
// given to it, equal input gives equal bytes. Linear; a writer is used by one thread.
//
//   JsonWriter w;
//   w.StartObject();
//   Field(w, "name", "caveat");
//   w.EndObject();
//   out += w.Take();

#ifndef CAVEAT_REPORT_JSON_WRITER_H_
#define CAVEAT_REPORT_JSON_WRITER_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "report/terminal.h"

namespace caveat::report {

// Keys and values must alternate inside of an object, as JSON has them.
class JsonWriter {
 public:
  void StartObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void StartArray() { Open('['); }
  void EndArray() { Close(']'); }
  void Key(std::string_view key) {
    String(key);
    out_ += ':';
    comma_ = false;
  }
  void Null() { Raw("null"); }
  void Bool(bool value) { Raw(value ? "true" : "false"); }
  void Int(int64_t value) { Raw(std::to_string(value)); }
  void Uint(uint64_t value) { Raw(std::to_string(value)); }
  // A share between 0 and 1 in thousandths, cut and not rounded: what is just below one must not look like one.
  void Share(double value) {
    const auto thousandths = static_cast<int>(std::floor(std::clamp(value, 0.0, 1.0) * 1000 + 1e-9));
    std::string digits = std::to_string(1000 + thousandths % 1000).substr(1);
    while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
    Raw(std::to_string(thousandths / 1000) + "." + digits);
  }
  // A value that is JSON already.
  void Json(std::string_view json) { Raw(json); }
  // Bytes that are no UTF-8 become U+FFFD.
  void String(std::string_view s) {
    if (!IsValidUtf8(s)) return String(ValidUtf8(s));
    Raw("\"");
    size_t from = 0;  // what is plain is written in runs
    for (size_t i = 0; i < s.size(); ++i) {
      const auto byte = static_cast<unsigned char>(s[i]);
      if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f) continue;
      out_.append(s, from, i - from);
      from = i + 1;
      Escape(byte);
    }
    out_.append(s, from);
    out_ += '"';
  }
  std::string Take() { return std::move(out_); }

 private:
  void Escape(unsigned char byte) {
    constexpr char kHex[] = "0123456789abcdef";
    out_ += '\\';
    switch (byte) {
      case '"':
      case '\\':
        out_ += static_cast<char>(byte);
        return;
      case '\n':
        out_ += 'n';
        return;
      case '\r':
        out_ += 'r';
        return;
      case '\t':
        out_ += 't';
        return;
      default:
        out_ += "u00";
        out_ += kHex[byte >> 4];
        out_ += kHex[byte & 15];
    }
  }
  void Raw(std::string_view text) {
    if (comma_) out_ += ',';
    comma_ = true;
    out_ += text;
  }
  void Open(char bracket) {
    Raw({&bracket, 1});
    comma_ = false;
  }
  void Close(char bracket) {
    out_ += bracket;
    comma_ = true;
  }

  std::string out_;
  bool comma_ = false;
};

inline void Field(JsonWriter& w, std::string_view key, std::string_view value) {
  w.Key(key);
  w.String(value);
}

// Empty means: there is none.
inline void FieldOrNull(JsonWriter& w, std::string_view key, std::string_view value) {
  w.Key(key);
  if (value.empty()) {
    w.Null();
  } else {
    w.String(value);
  }
}

inline void Strings(JsonWriter& w, std::string_view key, const std::vector<std::string>& list) {
  w.Key(key);
  w.StartArray();
  for (const std::string& s : list) w.String(s);
  w.EndArray();
}

inline void SpanValue(JsonWriter& w, const Span& span) {
  w.StartObject();
  w.Key("start_byte");
  w.Uint(span.start_byte);
  w.Key("end_byte");
  w.Uint(span.end_byte);
  w.Key("start_line");
  w.Uint(span.start_line);
  w.Key("end_line");
  w.Uint(span.end_line);
  w.EndObject();
}

inline void SpanField(JsonWriter& w, std::string_view key, const Span& span) {
  w.Key(key);
  SpanValue(w, span);
}

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_JSON_WRITER_H_
