#include "text/field.h"

namespace caveat::text {
namespace {

bool Counts(const Field& field, std::string_view key) {
  return field.key == key && field.kind != Field::Kind::kNull && field.kind != Field::Kind::kKey && !field.overridden;
}

}  // namespace

const Field* First(const Fields& fields, std::string_view key) {
  for (const Field& field : fields) {
    if (Counts(field, key)) return &field;
  }
  return nullptr;
}

std::vector<const Field*> All(const Fields& fields, std::string_view key) {
  std::vector<const Field*> all;
  for (const Field& field : fields) {
    if (Counts(field, key)) all.push_back(&field);
  }
  return all;
}

}  // namespace caveat::text
