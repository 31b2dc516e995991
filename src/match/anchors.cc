#include "match/anchors.h"

#include <hs.h>

#include <algorithm>

namespace caveat::match {
namespace {

std::vector<uint32_t> AnchorsOf(const rules::Bundle& bundle, int tier) {
  std::vector<uint32_t> ids;
  for (uint32_t i = 0; i < bundle.anchors.size(); ++i)
    if (bundle.anchors[i].tier == tier) ids.push_back(i);
  return ids;
}

hs_database_t* Compile(const rules::Bundle& bundle, const std::vector<uint32_t>& anchors, bool native,
                       std::string* error) {
  std::vector<const char*> texts;
  std::vector<size_t> sizes;
  std::vector<unsigned> ids, flags;
  for (uint32_t i = 0; i < anchors.size(); ++i) {
    const std::string_view text = bundle.strings[bundle.anchors[anchors[i]].text];
    texts.push_back(text.data());
    sizes.push_back(text.size());
    ids.push_back(i);
    flags.push_back(0);
  }
  hs_platform_info_t generic{};  // no processor features, no tuning
  hs_database_t* db = nullptr;
  hs_compile_error_t* failure = nullptr;
  const hs_error_t code =
      hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(), static_cast<unsigned>(texts.size()),
                           HS_MODE_BLOCK, native ? nullptr : &generic, &db, &failure);
  if (code != HS_SUCCESS) {
    *error = failure != nullptr && failure->message != nullptr
                 ? failure->message
                 : "libhs cannot compile the anchors (code " + std::to_string(code) + ")";
    hs_free_compile_error(failure);
    return nullptr;
  }
  return db;
}

}  // namespace

std::unique_ptr<AnchorDatabase> AnchorDatabase::Make(const rules::Bundle& bundle, int tier, bool native,
                                                     std::string* error) {
  std::unique_ptr<AnchorDatabase> out(new AnchorDatabase);
  out->anchors_ = AnchorsOf(bundle, tier);
  if (out->anchors_.empty()) return out;
  const rules::Table<char>& serial = bundle.databases[tier];
  if (!native && !serial.empty() && hs_deserialize_database(serial.data(), serial.size(), &out->db_) == HS_SUCCESS) {
    out->embedded_ = true;
    return out;
  }
  out->db_ = Compile(bundle, out->anchors_, native, error);
  return out->db_ != nullptr ? std::move(out) : nullptr;
}

std::string AnchorDatabase::Serialize(const rules::Bundle& bundle, int tier, std::string* error) {
  const std::vector<uint32_t> anchors = AnchorsOf(bundle, tier);
  if (anchors.empty()) return {};
  hs_database_t* db = Compile(bundle, anchors, false, error);
  if (db == nullptr) return {};
  char* bytes = nullptr;
  size_t size = 0;
  std::string out;
  if (hs_serialize_database(db, &bytes, &size) == HS_SUCCESS)
    out.assign(bytes, size);
  else
    *error = "libhs cannot serialise the anchors";
  free(bytes);
  hs_free_database(db);
  return out;
}

AnchorDatabase::~AnchorDatabase() { hs_free_database(db_); }

size_t AnchorDatabase::size_bytes() const {
  size_t size = 0;
  if (db_ != nullptr) hs_database_size(db_, &size);
  return size;
}

AnchorScratch::~AnchorScratch() { hs_free_scratch(scratch_); }

bool AnchorScratch::Add(const AnchorDatabase& database) {
  return database.db_ == nullptr || hs_alloc_scratch(database.db_, &scratch_) == HS_SUCCESS;
}

void AnchorScratch::Scan(const AnchorDatabase& database, std::string_view text, uint32_t offset,
                         std::vector<Hit>* hits) {
  if (database.db_ == nullptr || scratch_ == nullptr) return;
  struct Context {
    std::vector<Hit>* hits;
    const std::vector<uint32_t>* anchors;
    uint32_t offset;
  } context{hits, &database.anchors_, offset};
  const size_t first = hits->size();
  hs_scan(
      database.db_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_,
      [](unsigned id, unsigned long long, unsigned long long to, unsigned, void* c) {
        auto* ctx = static_cast<Context*>(c);
        ctx->hits->push_back({(*ctx->anchors)[id], ctx->offset + static_cast<uint32_t>(to)});
        return 0;
      },
      &context);
  // libhs does not promise an order.
  const auto by_end = [](const Hit& a, const Hit& b) { return a.end != b.end ? a.end < b.end : a.anchor < b.anchor; };
  if (!std::is_sorted(hits->begin() + static_cast<std::ptrdiff_t>(first), hits->end(), by_end))
    std::sort(hits->begin() + static_cast<std::ptrdiff_t>(first), hits->end(), by_end);
}

}  // namespace caveat::match
