#include "python/arrow.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace caveat::python {
namespace {

bool IsValid(const ArrowArray& array, int64_t row) {
  if (array.null_count == 0 || array.n_buffers == 0 || array.buffers[0] == nullptr) return true;
  const int64_t at = row + array.offset;
  return ((static_cast<const uint8_t*>(array.buffers[0])[at / 8] >> (at % 8)) & 1) != 0;
}

bool IsText(std::string_view format) {
  return format == "u" || format == "U" || format == "vu" || format == "z" || format == "Z" || format == "vz";
}

// What an exported schema or array owns; children are released with it unless somebody took them.
struct OwnedSchema {
  std::string format, name;
  std::vector<std::unique_ptr<ArrowSchema>> children;
  std::vector<ArrowSchema*> pointers;
};

void ReleaseSchema(ArrowSchema* schema) {
  const std::unique_ptr<OwnedSchema> owned(static_cast<OwnedSchema*>(schema->private_data));
  for (const auto& child : owned->children) {
    if (child->release != nullptr) child->release(child.get());
  }
  schema->release = nullptr;
}

constexpr int64_t kNullable = 2;

void MakeSchema(std::string format, std::string name, std::vector<std::unique_ptr<ArrowSchema>> children,
                ArrowSchema* out) {
  auto owned = std::make_unique<OwnedSchema>();
  owned->format = std::move(format);
  owned->name = std::move(name);
  owned->children = std::move(children);
  for (const auto& child : owned->children) owned->pointers.push_back(child.get());
  *out = {};
  out->format = owned->format.c_str();
  out->name = owned->name.c_str();
  out->flags = kNullable;
  out->n_children = static_cast<int64_t>(owned->pointers.size());
  out->children = owned->pointers.empty() ? nullptr : owned->pointers.data();
  out->release = ReleaseSchema;
  out->private_data = owned.release();
}

struct OwnedArray {
  std::vector<uint8_t> validity;
  std::vector<int32_t> offsets;
  std::string bytes;
  std::vector<const void*> buffers;
  std::vector<std::unique_ptr<ArrowArray>> children;
  std::vector<ArrowArray*> pointers;
};

void ReleaseArray(ArrowArray* array) {
  const std::unique_ptr<OwnedArray> owned(static_cast<OwnedArray*>(array->private_data));
  for (const auto& child : owned->children) {
    if (child->release != nullptr) child->release(child.get());
  }
  array->release = nullptr;
}

void Finish(std::unique_ptr<OwnedArray> owned, int64_t length, int64_t nulls, ArrowArray* out) {
  for (const auto& child : owned->children) owned->pointers.push_back(child.get());
  *out = {};
  out->length = length;
  out->null_count = nulls;
  out->n_buffers = static_cast<int64_t>(owned->buffers.size());
  out->buffers = owned->buffers.data();
  out->n_children = static_cast<int64_t>(owned->pointers.size());
  out->children = owned->pointers.empty() ? nullptr : owned->pointers.data();
  out->release = ReleaseArray;
  out->private_data = owned.release();
}

// One bit a row; the number of nulls.
int64_t Bits(const std::vector<uint8_t>& valid, std::vector<uint8_t>* bits) {
  int64_t nulls = 0;
  bits->assign(valid.size() / 8 + 1, 0);
  for (size_t i = 0; i < valid.size(); ++i) {
    if (valid[i] != 0)
      (*bits)[i / 8] = static_cast<uint8_t>((*bits)[i / 8] | 1u << (i % 8));
    else
      ++nulls;
  }
  return nulls;
}

}  // namespace

struct Exporter {
  static void Texts(std::vector<uint8_t> valid, std::vector<int32_t> offsets, std::string bytes, ArrowArray* out) {
    auto owned = std::make_unique<OwnedArray>();
    const int64_t nulls = Bits(valid, &owned->validity);
    owned->offsets = std::move(offsets);
    owned->bytes = std::move(bytes);
    owned->buffers = {nulls == 0 ? nullptr : owned->validity.data(), owned->offsets.data(), owned->bytes.data()};
    Finish(std::move(owned), static_cast<int64_t>(valid.size()), nulls, out);
  }

  static void Export(Column column, ArrowArray* out) {
    if (!column.list_)
      return Texts(std::move(column.valid_), std::move(column.offsets_), std::move(column.bytes_), out);
    auto owned = std::make_unique<OwnedArray>();
    const int64_t nulls = Bits(column.valid_, &owned->validity);
    owned->offsets = std::move(column.rows_);
    owned->buffers = {nulls == 0 ? nullptr : owned->validity.data(), owned->offsets.data()};
    owned->children.push_back(std::make_unique<ArrowArray>());
    std::vector<uint8_t> all(column.offsets_.size() - 1, 1);
    Texts(std::move(all), std::move(column.offsets_), std::move(column.bytes_), owned->children[0].get());
    Finish(std::move(owned), static_cast<int64_t>(column.valid_.size()), nulls, out);
  }
};

bool TextColumn::Take(const ArrowSchema& schema, const ArrowArray& array, std::string* error) {
  const ArrowSchema* texts = schema.dictionary == nullptr ? &schema : schema.dictionary;
  const std::string_view format = texts->format;
  if (!IsText(format) || (schema.dictionary != nullptr && array.dictionary == nullptr)) {
    *error = "the column is of Arrow type '" + std::string(schema.format) + "', not of texts";
    return false;
  }
  if (schema.dictionary != nullptr) {
    index_ = schema.format[0];
    if (std::string_view("cCsSiIlL").find(index_) == std::string_view::npos) {
      *error = "a dictionary with indices of an unknown type";
      return false;
    }
  }
  kind_ = format == "U" || format == "Z" ? Kind::kOffsets64 : format[0] == 'v' ? Kind::kView : Kind::kOffsets32;
  array_ = &array;
  texts_ = schema.dictionary == nullptr ? &array : array.dictionary;
  return true;
}

bool TextColumn::Open(const ArrowSchema& schema, const ArrowArray& array, std::string_view column, std::string* error) {
  *this = TextColumn();
  size_ = array.length;
  if (std::string_view(schema.format) != "+s") return Take(schema, array, error);
  outer_ = &array;
  int64_t found = -1;
  std::string names;
  for (int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& child = *schema.children[i];
    const std::string_view name = child.name == nullptr ? "" : child.name;
    names.append(names.empty() ? "" : ", ").append(name);
    const bool text = IsText(child.dictionary == nullptr ? child.format : child.dictionary->format);
    if (found < 0 && (column.empty() ? text : name == column)) found = i;
  }
  if (found < 0) {
    *error = column.empty() ? "no column of texts among " + names
                            : "no column '" + std::string(column) + "'; there are " + names;
    return false;
  }
  return Take(*schema.children[found], *array.children[found], error);
}

std::string_view TextColumn::Value(int64_t at) const {
  at += texts_->offset;
  switch (kind_) {
    case Kind::kOffsets32: {
      const auto* offsets = static_cast<const int32_t*>(texts_->buffers[1]);
      const auto* bytes = static_cast<const char*>(texts_->buffers[2]);
      return {bytes + offsets[at], static_cast<size_t>(offsets[at + 1] - offsets[at])};
    }
    case Kind::kOffsets64: {
      const auto* offsets = static_cast<const int64_t*>(texts_->buffers[1]);
      const auto* bytes = static_cast<const char*>(texts_->buffers[2]);
      return {bytes + offsets[at], static_cast<size_t>(offsets[at + 1] - offsets[at])};
    }
    case Kind::kView: {
      // 16 bytes: the length, then the text itself, or four bytes of it, a buffer and a place in it.
      const char* view = static_cast<const char*>(texts_->buffers[1]) + at * 16;
      int32_t parts[4];
      std::memcpy(parts, view, sizeof parts);
      if (parts[0] <= 12) return {view + 4, static_cast<size_t>(parts[0])};
      return {static_cast<const char*>(texts_->buffers[2 + parts[2]]) + parts[3], static_cast<size_t>(parts[0])};
    }
  }
  return {};
}

std::optional<std::string_view> TextColumn::text(int64_t row) const {
  if (outer_ != nullptr) {
    if (!IsValid(*outer_, row)) return std::nullopt;
    row += outer_->offset;
  }
  if (!IsValid(*array_, row)) return std::nullopt;
  if (index_ == 0) return Value(row);
  const void* indices = array_->buffers[1];
  const int64_t at = row + array_->offset;
  int64_t index = 0;
  switch (index_) {
    case 'c':
      index = static_cast<const int8_t*>(indices)[at];
      break;
    case 'C':
      index = static_cast<const uint8_t*>(indices)[at];
      break;
    case 's':
      index = static_cast<const int16_t*>(indices)[at];
      break;
    case 'S':
      index = static_cast<const uint16_t*>(indices)[at];
      break;
    case 'i':
      index = static_cast<const int32_t*>(indices)[at];
      break;
    case 'I':
      index = static_cast<const uint32_t*>(indices)[at];
      break;
    default:
      index = static_cast<const int64_t*>(indices)[at];
  }
  if (index < 0 || index >= texts_->length || !IsValid(*texts_, index)) return std::nullopt;
  return Value(index);
}

void Column::Null() {
  valid_.push_back(0);
  if (list_)
    rows_.push_back(static_cast<int32_t>(offsets_.size() - 1));
  else
    offsets_.push_back(static_cast<int32_t>(bytes_.size()));
}

void Column::Add(std::string_view text) {
  valid_.push_back(1);
  bytes_.append(text.substr(0, kMaxColumn - std::min(kMaxColumn, bytes_.size())));
  offsets_.push_back(static_cast<int32_t>(bytes_.size()));
}

void Column::Add(const std::vector<std::string_view>& texts) {
  valid_.push_back(1);
  for (const std::string_view text : texts) {
    bytes_.append(text.substr(0, kMaxColumn - std::min(kMaxColumn, bytes_.size())));
    offsets_.push_back(static_cast<int32_t>(bytes_.size()));
  }
  rows_.push_back(static_cast<int32_t>(offsets_.size() - 1));
}

void ExportSchema(const std::vector<Column>& columns, ArrowSchema* out) {
  std::vector<std::unique_ptr<ArrowSchema>> children;
  for (const Column& column : columns) {
    children.push_back(std::make_unique<ArrowSchema>());
    std::vector<std::unique_ptr<ArrowSchema>> items;
    if (column.list()) {
      items.push_back(std::make_unique<ArrowSchema>());
      MakeSchema("u", "item", {}, items[0].get());
    }
    MakeSchema(column.list() ? "+l" : "u", column.name(), std::move(items), children.back().get());
  }
  MakeSchema("+s", "", std::move(children), out);
}

void ExportArray(std::vector<Column> columns, int64_t rows, ArrowArray* out) {
  auto owned = std::make_unique<OwnedArray>();
  owned->buffers = {nullptr};
  for (Column& column : columns) {
    owned->children.push_back(std::make_unique<ArrowArray>());
    Exporter::Export(std::move(column), owned->children.back().get());
  }
  Finish(std::move(owned), rows, 0, out);
}

}  // namespace caveat::python
