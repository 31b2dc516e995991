#include "python/classify_stream.h"

#include <algorithm>
#include <atomic>
#include <string_view>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

#include "report/json.h"
#include "report/terminal.h"

namespace caveat::python {
namespace {

using Type = Column::Type;

// Places of the columns of the result, which ResultColumns makes.
enum Place : size_t {
  kStatus,
  kError,
  kLanguage,
  kCategory,
  kFlags,
  kExpression,
  kPermissions,
  kIdentity,
  kFindings,
  kMentions,
  kSummary,
  kVersion,
  kRules,
  kLicenses,
  kJson,
};

Column TextField(std::string name) { return Column(std::move(name), Type::kText); }

Column ListOf(std::string name, Column item) {
  std::vector<Column> children;
  children.push_back(std::move(item));
  return Column(std::move(name), Type::kList, std::move(children));
}

std::vector<Column> ResultColumns(bool json) {
  std::vector<Column> permissions, identity, findings, mentions, out;
  for (int i = 0; i < kActivities; ++i) permissions.push_back(TextField(std::string(Name(static_cast<Activity>(i)))));
  for (const char* name : {"license", "spdx", "how"}) identity.push_back(TextField(name));
  identity.emplace_back("coverage", Type::kNumber);
  for (const char* name : {"clause", "params"}) findings.push_back(TextField(name));
  for (const char* name : {"start_byte", "end_byte", "start_line", "end_line"}) findings.emplace_back(name, Type::kInt);
  for (const char* name : {"quote", "confidence"}) findings.push_back(TextField(name));
  findings.emplace_back("hidden", Type::kBool);
  for (const char* name : {"name", "license", "covers"}) mentions.push_back(TextField(name));

  for (const char* name : {"status", "error", "language", "category"}) out.push_back(TextField(name));
  out.push_back(ListOf("flags", TextField("item")));
  out.push_back(TextField("expression"));
  out.emplace_back("permissions", Type::kStruct, std::move(permissions));
  out.push_back(ListOf("identity", Column("item", Type::kStruct, std::move(identity))));
  out.push_back(ListOf("findings", Column("item", Type::kStruct, std::move(findings))));
  out.push_back(ListOf("mentions", Column("item", Type::kStruct, std::move(mentions))));
  for (const char* name : {"summary", "version", "rules", "licenses"}) out.push_back(TextField(name));
  if (json) out.push_back(TextField("json"));
  return out;
}

// Arrow texts are UTF-8, whatever the bytes were that they were cut from.
void Utf8(Column* column, std::string_view text) {
  if (report::IsValidUtf8(text)) {
    column->Text(text);
  } else {
    column->Text(report::ValidUtf8(text));
  }
}

void TextOrNull(Column* column, std::string_view text) {
  if (text.empty()) {
    column->Null();
  } else {
    Utf8(column, text);
  }
}

std::string ParamsJson(const std::vector<Param>& params) {
  std::string out = "{";
  for (const Param& param : params) {
    if (out.size() > 1) out += ',';
    out += report::StringJson(param.name) + ":" + report::ParamJson(param);
  }
  return out + "}";
}

// Runs work(scanner, i) for each i below n, in as many threads as there are scanners and not more than are of use.
template <class Work>
void InParallel(std::span<Scanner* const> scanners, size_t n, const Work& work) {
  std::atomic<size_t> next{0};
  const auto run = [&](Scanner* scanner) {
    for (size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < n;) work(scanner, i);
  };
  std::vector<std::thread> threads;
  for (size_t t = 1; t < std::min(scanners.size(), n); ++t) {
    try {
      threads.emplace_back(run, scanners[t]);
    } catch (const std::system_error&) {
      break;  // the system gives no more: those that there are do it
    }
  }
  run(scanners[0]);
  for (std::thread& thread : threads) thread.join();
}

// The only batch of a stream, until it is asked for.
struct One {
  ArrowSchema schema;
  ArrowArray array;
};

}  // namespace

struct ClassifyStream::Batch {
  ~Batch() {
    if (array.release != nullptr) array.release(&array);
  }
  ArrowArray array = {};
};

ClassifyStream::~ClassifyStream() {
  batch_.reset();
  if (schema_.release != nullptr) schema_.release(&schema_);
  if (input_.release != nullptr) input_.release(&input_);
}

std::unique_ptr<ClassifyStream> ClassifyStream::Open(ArrowArrayStream* input, std::shared_ptr<const Rules> rules,
                                                     const ClassifyOptions& options, std::string* error) {
  std::unique_ptr<ClassifyStream> stream(new ClassifyStream());
  stream->input_ = *input;
  input->release = nullptr;
  stream->rules_ = std::move(rules);
  if (stream->input_.get_schema(&stream->input_, &stream->schema_) != 0) {
    const char* reason = stream->input_.get_last_error(&stream->input_);
    *error = reason != nullptr ? reason : "the stream does not tell its schema";
    stream->schema_.release = nullptr;
    return nullptr;
  }
  stream->check_.identity = options.identity;
  stream->check_.sha256 = options.json;
  stream->json_ = options.json;
  stream->results_ = ResultColumns(options.json);
  *error = stream->Choose(options);
  return error->empty() ? std::move(stream) : nullptr;
}

// Finds the column of texts and those to keep; says what is wrong.
std::string ClassifyStream::Choose(const ClassifyOptions& options) {
  const auto quoted = [](std::string_view name) { return "'" + std::string(name) + "'"; };
  if (std::string_view(schema_.format) != "+s") {
    if (!TextColumn::Accepts(schema_)) return "the array holds no texts: its Arrow type is " + quoted(schema_.format);
    if (!options.column.empty() || !options.keep.empty())
      return "an array has no columns to choose from: give a table or record batch";
    text_ = &schema_;
    return "";
  }
  std::vector<std::string_view> names;
  for (int64_t i = 0; i < schema_.n_children; ++i)
    names.emplace_back(schema_.children[i]->name != nullptr ? schema_.children[i]->name : "");
  const auto find = [&](std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found != names.end() ? found - names.begin() : int64_t{-1};
  };
  if (!options.column.empty()) {
    text_place_ = find(options.column);
    if (text_place_ < 0) return "there is no column " + quoted(options.column);
  } else {
    std::string texts;
    int64_t count = 0;
    for (int64_t i = 0; i < schema_.n_children; ++i) {
      if (!TextColumn::Accepts(*schema_.children[i])) continue;
      ++count;
      text_place_ = i;
      texts += (count > 1 ? ", " : "") + quoted(names[static_cast<size_t>(i)]);
    }
    if (count == 0) return "no column holds texts";
    if (count > 1) {
      text_place_ = find("text");
      if (text_place_ < 0) return "several columns hold texts (" + texts + "): say which with column=";
    }
  }
  text_ = schema_.children[text_place_];
  if (!TextColumn::Accepts(*text_))
    return "the column " + quoted(names[static_cast<size_t>(text_place_)]) + " holds no texts: its Arrow type is " +
           quoted(text_->format);
  for (int64_t i = 0; options.keep_all && i < schema_.n_children; ++i) keep_.push_back(i);
  for (const std::string& name : options.keep) {
    const int64_t place = find(name);
    if (place < 0) return "there is no column " + quoted(name) + " to keep";
    keep_.push_back(place);
  }
  for (const int64_t place : keep_) {
    ArrowSchema field;
    for (const Column& column : results_) {
      column.Describe(&field);
      const bool same = names[static_cast<size_t>(place)] == field.name;
      field.release(&field);
      if (same)
        return "the column " + quoted(names[static_cast<size_t>(place)]) +
               " has the name of a column of the result: rename it, or do not keep it";
    }
  }
  return "";
}

void ClassifyStream::Schema(ArrowSchema* out) const {
  std::vector<ArrowSchema> fields(keep_.size() + results_.size());
  for (size_t i = 0; i < keep_.size(); ++i) CopySchema(*schema_.children[keep_[i]], &fields[i]);
  for (size_t i = 0; i < results_.size(); ++i) results_[i].Describe(&fields[keep_.size() + i]);
  StructSchema(std::move(fields), out);
}

void ClassifyStream::Append(const Document& d) {
  std::vector<Column>& r = results_;
  r[kStatus].Text(report::StatusName(d.status));
  TextOrNull(&r[kError], d.error);
  r[kLanguage].Text(d.language.empty() ? std::string_view("und") : std::string_view(d.language));
  r[kCategory].Text(Name(d.verdict.category));
  for (const Flag flag : d.verdict.flags) r[kFlags].child(0).Text(Name(flag));
  r[kFlags].Close();
  TextOrNull(&r[kExpression], d.expression ? std::string_view(*d.expression) : std::string_view());
  for (size_t i = 0; i < kActivities; ++i) r[kPermissions].child(i).Text(Name(d.verdict.permissions[i].value));
  r[kPermissions].Close();
  Column& identity = r[kIdentity].child(0);
  for (const Identity& i : d.identity) {
    identity.child(0).Text(i.license);
    TextOrNull(&identity.child(1), i.spdx);
    identity.child(2).Text(i.how);
    identity.child(3).Number(i.coverage);
    identity.Close();
  }
  r[kIdentity].Close();
  Column& finding = r[kFindings].child(0);
  for (const Finding& f : d.findings) {
    finding.child(0).Text(f.clause);
    finding.child(1).Text(ParamsJson(f.params));
    finding.child(2).Int(static_cast<int64_t>(f.span.start_byte));
    finding.child(3).Int(static_cast<int64_t>(f.span.end_byte));
    finding.child(4).Int(f.span.start_line);
    finding.child(5).Int(f.span.end_line);
    Utf8(&finding.child(6), f.quote);
    finding.child(7).Text(Name(f.confidence));
    finding.child(8).Bool(f.hidden);
    finding.Close();
  }
  r[kFindings].Close();
  Column& mention = r[kMentions].child(0);
  for (const Mention& m : d.mentions) {
    Utf8(&mention.child(0), m.name);
    mention.child(1).Text(m.license);
    mention.child(2).Text(m.covers.empty() ? std::string_view("unspecified") : std::string_view(m.covers));
    mention.Close();
  }
  r[kMentions].Close();
  Utf8(&r[kSummary], d.summary);
  if (json_) r[kJson].Text(report::DocumentJson(d));
}

// A row without a text, or with `error` one that cannot be read.
void ClassifyStream::AppendNull(const char* error) {
  for (size_t i = 0; i < results_.size(); ++i) {
    if (i == kVersion || i == kRules || i == kLicenses) continue;
    if (error != nullptr && (i == kStatus || i == kError)) {
      results_[i].Text(i == kStatus ? "error" : error);
    } else {
      results_[i].Null();
    }
  }
}

bool ClassifyStream::Next(std::span<Scanner* const> scanners, ArrowArray* out, std::string* error) {
  out->release = nullptr;
  while (batch_ == nullptr || row_ >= batch_->array.length) {
    batch_ = std::make_shared<Batch>();
    row_ = 0;
    if (input_.get_next(&input_, &batch_->array) != 0) {
      const char* reason = input_.get_last_error(&input_);
      *error = reason != nullptr ? reason : "the stream broke off";
      batch_->array.release = nullptr;
      batch_.reset();
      return false;
    }
    if (batch_->array.release == nullptr) {
      batch_.reset();
      return true;
    }
  }
  const ArrowArray& array = batch_->array;
  const bool table = text_place_ >= 0;
  TextColumn column;
  column.Open(*text_, table ? *array.children[text_place_] : array, table ? array.offset : 0);

  // The piece: which of `texts` each row has. A dictionary's entries are met again and again.
  constexpr int64_t kNull = -1, kBroken = -2;
  std::vector<std::string_view> texts;
  std::vector<int64_t> rows;
  std::unordered_map<int64_t, int64_t> met;
  size_t bytes = 0;
  const int64_t begin = row_;
  for (; row_ < array.length && row_ - begin < kPieceRows && bytes < kPieceBytes; ++row_) {
    const bool there = !table || IsValid(array.n_buffers > 0 ? array.buffers[0] : nullptr, array.offset + row_);
    const int64_t key = there ? column.Key(row_) : -1;
    if (key < 0) {
      rows.push_back(kNull);
      continue;
    }
    const auto known = column.is_dictionary() ? met.find(key) : met.end();
    if (known != met.end()) {
      rows.push_back(known->second);
      continue;
    }
    std::string_view text;
    int64_t place = kBroken;
    if (column.Text(key, &text)) {
      place = static_cast<int64_t>(texts.size());
      texts.push_back(text);
      bytes += text.size();
    }
    rows.push_back(place);
    if (column.is_dictionary()) met.emplace(key, place);
  }

  std::vector<Document> documents(texts.size());
  InParallel(scanners, texts.size(),
             [&](Scanner* scanner, size_t i) { documents[i] = scanner->Check("", texts[i], check_); });

  for (const int64_t row : rows) {
    if (row >= 0) {
      Append(documents[static_cast<size_t>(row)]);
    } else {
      AppendNull(row == kBroken ? "the array has no text at the place that it names" : nullptr);
    }
    results_[kVersion].Text(Version());
    results_[kRules].Text(rules_->hash());
    results_[kLicenses].Text(KnownLicensesHash());
  }
  bool overflow = false;
  for (const Column& result : results_) overflow |= result.overflow();

  const auto count = static_cast<int64_t>(rows.size());
  std::vector<ArrowArray> columns(keep_.size() + results_.size());
  for (size_t i = 0; i < keep_.size(); ++i)
    ShareArray(*array.children[keep_[i]], array.offset + begin, count, batch_, &columns[i]);
  for (size_t i = 0; i < results_.size(); ++i) results_[i].Take(&columns[keep_.size() + i]);
  StructArray(std::move(columns), count, out);
  if (overflow) {
    out->release(out);
    *error = "a text of this piece has more findings than an Arrow array can hold";
    return false;
  }
  return true;
}

void StreamOf(ArrowSchema* schema, ArrowArray* array, ArrowArrayStream* out) {
  auto* one = new One{*schema, *array};
  schema->release = nullptr;
  array->release = nullptr;
  *out = {};
  out->private_data = one;
  out->get_schema = [](ArrowArrayStream* stream, ArrowSchema* result) {
    CopySchema(static_cast<One*>(stream->private_data)->schema, result);
    return 0;
  };
  out->get_next = [](ArrowArrayStream* stream, ArrowArray* result) {
    ArrowArray& held = static_cast<One*>(stream->private_data)->array;
    *result = held;
    held.release = nullptr;
    return 0;
  };
  out->get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  out->release = [](ArrowArrayStream* stream) {
    auto* held = static_cast<One*>(stream->private_data);
    if (held->schema.release != nullptr) held->schema.release(&held->schema);
    if (held->array.release != nullptr) held->array.release(&held->array);
    delete held;
    stream->release = nullptr;
  };
}

}  // namespace caveat::python
