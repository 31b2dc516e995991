#include "python/columns.h"

#include <cstring>
#include <limits>

namespace caveat::python {
namespace {

constexpr size_t kMaxBytes = std::numeric_limits<int32_t>::max();

// What an exported schema owns.
struct SchemaHome {
  std::string format, name, metadata;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary = {};
};

// What an exported array owns. An allocation of its own, so that addresses stay as they are.
struct ArrayHome {
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary = {};
  std::shared_ptr<void> owner;
  // The values of a Column.
  std::vector<uint8_t> valid, bits;
  std::vector<int32_t> offsets;
  std::vector<int64_t> ints;
  std::vector<double> numbers;
  std::string text;
};

void ReleaseSchema(ArrowSchema* schema) {
  std::unique_ptr<SchemaHome> home(static_cast<SchemaHome*>(schema->private_data));
  for (ArrowSchema& child : home->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (home->dictionary.release != nullptr) home->dictionary.release(&home->dictionary);
  schema->release = nullptr;
}

void ReleaseArray(ArrowArray* array) {
  std::unique_ptr<ArrayHome> home(static_cast<ArrayHome*>(array->private_data));
  for (ArrowArray& child : home->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (home->dictionary.release != nullptr) home->dictionary.release(&home->dictionary);
  array->release = nullptr;
}

void FinishSchema(std::unique_ptr<SchemaHome> home, int64_t flags, bool with_metadata, ArrowSchema* out) {
  for (ArrowSchema& child : home->children) home->pointers.push_back(&child);
  *out = {};
  out->format = home->format.c_str();
  out->name = home->name.c_str();
  out->metadata = with_metadata ? home->metadata.data() : nullptr;
  out->flags = flags;
  out->n_children = static_cast<int64_t>(home->children.size());
  out->children = home->pointers.data();
  out->dictionary = home->dictionary.release != nullptr ? &home->dictionary : nullptr;
  out->release = ReleaseSchema;
  out->private_data = home.release();
}

void FinishArray(std::unique_ptr<ArrayHome> home, int64_t length, int64_t nulls, int64_t offset, ArrowArray* out) {
  for (ArrowArray& child : home->children) home->pointers.push_back(&child);
  *out = {};
  out->length = length;
  out->null_count = nulls;
  out->offset = offset;
  out->n_buffers = static_cast<int64_t>(home->buffers.size());
  out->n_children = static_cast<int64_t>(home->children.size());
  out->buffers = home->buffers.data();
  out->children = home->pointers.data();
  out->dictionary = home->dictionary.release != nullptr ? &home->dictionary : nullptr;
  out->release = ReleaseArray;
  out->private_data = home.release();
}

// Length of a schema's metadata: a count of pairs, then for each of them two sizes with their bytes.
size_t MetadataSize(const char* metadata) {
  const char* at = metadata;
  const auto next = [&at] {
    int32_t value;
    std::memcpy(&value, at, sizeof(value));
    at += sizeof(value);
    return value;
  };
  const int32_t pairs = next();
  for (int64_t i = 0; i < int64_t{pairs} * 2; ++i) {
    const int32_t size = next();
    at += size;
  }
  return static_cast<size_t>(at - metadata);
}

void SetBit(std::vector<uint8_t>* bits, int64_t i, bool value) {
  bits->resize(static_cast<size_t>(i / 8 + 1));
  if (value) (*bits)[static_cast<size_t>(i / 8)] |= static_cast<uint8_t>(1 << (i % 8));
}

}  // namespace

Column::Column(std::string name, Type type, std::vector<Column> children)
    : name_(std::move(name)), type_(type), children_(std::move(children)), offsets_{0} {}

void Column::Mark(bool valid) {
  if (!valid && nulls_ == 0) {
    // The first null: until here everything was there.
    valid_.assign(static_cast<size_t>(size_ / 8 + 1), 0xff);
    valid_.back() = static_cast<uint8_t>((1 << (size_ % 8)) - 1);
  }
  if (!valid) ++nulls_;
  if (nulls_ > 0) SetBit(&valid_, size_, valid);
  ++size_;
}

void Column::Text(std::string_view value) {
  if (value.size() > kMaxBytes - text_.size()) {
    overflow_ = true;
    value = {};
  }
  text_ += value;
  offsets_.push_back(static_cast<int32_t>(text_.size()));
  Mark(true);
}

void Column::Int(int64_t value) {
  ints_.push_back(value);
  Mark(true);
}

void Column::Number(double value) {
  numbers_.push_back(value);
  Mark(true);
}

void Column::Bool(bool value) {
  SetBit(&bits_, size_, value);
  Mark(true);
}

void Column::Close() {
  if (type_ == Type::kList) {
    if (children_[0].size() > static_cast<int64_t>(kMaxBytes)) overflow_ = true;
    offsets_.push_back(static_cast<int32_t>(children_[0].size()));
  }
  Mark(true);
}

void Column::Null() {
  switch (type_) {
    case Type::kText:
    case Type::kList:
      offsets_.push_back(offsets_.back());
      break;
    case Type::kInt:
      ints_.push_back(0);
      break;
    case Type::kNumber:
      numbers_.push_back(0);
      break;
    case Type::kBool:
      SetBit(&bits_, size_, false);
      break;
    case Type::kStruct:
      for (Column& child : children_) child.Null();
      break;
  }
  Mark(false);
}

bool Column::overflow() const {
  for (const Column& child : children_) {
    if (child.overflow()) return true;
  }
  return overflow_;
}

void Column::Describe(ArrowSchema* out) const {
  constexpr const char* kFormats[] = {"u", "l", "g", "b", "+l", "+s"};
  auto home = std::make_unique<SchemaHome>();
  home->format = kFormats[static_cast<size_t>(type_)];
  home->name = name_;
  home->children.resize(children_.size());
  for (size_t i = 0; i < children_.size(); ++i) children_[i].Describe(&home->children[i]);
  FinishSchema(std::move(home), ARROW_FLAG_NULLABLE, false, out);
}

void Column::Take(ArrowArray* out) {
  auto home = std::make_unique<ArrayHome>();
  home->valid = std::move(valid_);
  home->bits = std::move(bits_);
  home->offsets = std::move(offsets_);
  home->ints = std::move(ints_);
  home->numbers = std::move(numbers_);
  home->text = std::move(text_);
  home->buffers.push_back(nulls_ > 0 ? home->valid.data() : nullptr);
  switch (type_) {
    case Type::kText:
      home->buffers.push_back(home->offsets.data());
      home->buffers.push_back(home->text.data());
      break;
    case Type::kInt:
      home->buffers.push_back(home->ints.data());
      break;
    case Type::kNumber:
      home->buffers.push_back(home->numbers.data());
      break;
    case Type::kBool:
      home->buffers.push_back(home->bits.data());
      break;
    case Type::kList:
      home->buffers.push_back(home->offsets.data());
      break;
    case Type::kStruct:
      break;
  }
  home->children.resize(children_.size());
  for (size_t i = 0; i < children_.size(); ++i) children_[i].Take(&home->children[i]);
  FinishArray(std::move(home), size_, nulls_, 0, out);
  *this = Column(std::move(name_), type_, std::move(children_));
}

void CopySchema(const ArrowSchema& from, ArrowSchema* out) {
  auto home = std::make_unique<SchemaHome>();
  home->format = from.format;
  if (from.name != nullptr) home->name = from.name;
  if (from.metadata != nullptr) home->metadata.assign(from.metadata, MetadataSize(from.metadata));
  home->children.resize(static_cast<size_t>(from.n_children));
  for (size_t i = 0; i < home->children.size(); ++i) CopySchema(*from.children[i], &home->children[i]);
  if (from.dictionary != nullptr) CopySchema(*from.dictionary, &home->dictionary);
  FinishSchema(std::move(home), from.flags, from.metadata != nullptr, out);
}

void StructSchema(std::vector<ArrowSchema> fields, ArrowSchema* out) {
  auto home = std::make_unique<SchemaHome>();
  home->format = "+s";
  home->children = std::move(fields);
  FinishSchema(std::move(home), 0, false, out);
}

void StructArray(std::vector<ArrowArray> columns, int64_t length, ArrowArray* out) {
  auto home = std::make_unique<ArrayHome>();
  home->buffers.push_back(nullptr);
  home->children = std::move(columns);
  FinishArray(std::move(home), length, 0, 0, out);
}

void ShareArray(const ArrowArray& array, int64_t begin, int64_t length, std::shared_ptr<void> owner, ArrowArray* out) {
  auto home = std::make_unique<ArrayHome>();
  home->buffers.assign(array.buffers, array.buffers + array.n_buffers);
  // The offset of a structure counts for its children too, so these are shared whole.
  home->children.resize(static_cast<size_t>(array.n_children));
  for (size_t i = 0; i < home->children.size(); ++i)
    ShareArray(*array.children[i], 0, array.children[i]->length, owner, &home->children[i]);
  if (array.dictionary != nullptr) ShareArray(*array.dictionary, 0, array.dictionary->length, owner, &home->dictionary);
  home->owner = std::move(owner);
  const bool whole = begin == 0 && length == array.length;
  FinishArray(std::move(home), length, whole || array.null_count == 0 ? array.null_count : -1, array.offset + begin,
              out);
}

}  // namespace caveat::python
