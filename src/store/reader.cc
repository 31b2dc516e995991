#include "store/reader.h"

#include "store/schema.h"

namespace caveat::store {
namespace {

constexpr size_t kShared = 4096;  // licence texts held for the next repository that has them

std::optional<model::Role> RoleOfName(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(model::Role::kOther); ++i) {
    if (model::RoleName(static_cast<model::Role>(i)) == name) return static_cast<model::Role>(i);
  }
  return std::nullopt;
}

std::string Damaged(int64_t repository, const std::string& path) {
  return "the answer for " + (path.empty() ? "repository number " + std::to_string(repository) : path) +
         " is damaged; scan again into a new file";
}

}  // namespace

bool Reader::Open(const std::string& path) {
  int64_t version = 0;
  if (db_.Open(path, Connection::Mode::kRead)) {
    Statement query(&db_, "PRAGMA user_version");
    if (query.Next()) version = query.Number(0);
    query.Reset();
  }
  if (!db_.ok()) {
    error_ = db_.error();
  } else if (version != kSchemaVersion) {
    error_ = version == 0 ? "is no database of Caveat's; caveat scan writes them"
                          : "was made by another version of Caveat (schema " + std::to_string(version) + ")";
  }
  if (!error_.empty()) return false;
  Statement codec(&db_, "SELECT value FROM meta WHERE key = 'codec_version'");
  if (codec.Next() && codec.Bytes(0) != std::to_string(kCodecVersion)) {
    error_ = "holds answers of another version of Caveat; scan into a new file";
  }
  codec.Reset();
  return error_.empty();
}

Ruleset Reader::ruleset() {
  Ruleset out;
  Statement query(&db_, "SELECT version, rules, licenses FROM ruleset ORDER BY id DESC LIMIT 1");
  if (query.Next()) out = {std::string(query.Bytes(0)), std::string(query.Bytes(1)), std::string(query.Bytes(2))};
  query.Reset();
  return out;
}

int64_t Reader::last_run() {
  Statement query(&db_, "SELECT coalesce(max(id), 0) FROM run");
  const int64_t run = query.Next() ? query.Number(0) : 0;
  query.Reset();
  return run;
}

bool Reader::unfinished() {
  Statement query(&db_, "SELECT status FROM run ORDER BY id DESC LIMIT 1");
  const bool out = query.Next() && query.Bytes(0) != "done";
  query.Reset();
  return out;
}

bool Reader::Documents(int64_t repository, const std::function<void(StoredDocument)>& visit) {
  if (!documents_.prepared()) {
    documents_ = Statement(&db_,
                           "SELECT d.content, d.path, n.text, c.sha256, a.answer FROM document d "
                           "JOIN content c ON c.id = d.content JOIN content_answer a ON a.content = d.content "
                           "JOIN name n ON n.id = d.role WHERE d.id BETWEEN ? AND ? ORDER BY d.id");
  }
  bool good = true;
  documents_.Int(repository << kPlaceBits).Int((repository << kPlaceBits) + kPlaces - 1);
  while (documents_.Next()) {
    StoredDocument out;
    out.path = std::string(documents_.Bytes(1));
    out.role = RoleOfName(documents_.Bytes(2)).value_or(model::Role::kOther);
    out.sha256 = std::string(documents_.Bytes(3));
    const int64_t content = documents_.Number(0);
    if (const auto at = shared_.find(content); at != shared_.end()) {
      out.document = at->second;
    } else {
      auto document = std::make_shared<caveat::Document>();
      good = decoder_.Document(documents_.Bytes(4), document.get()) && good;
      out.document = document;
      if (!out.sha256.empty()) {
        if (shared_.size() >= kShared) shared_.clear();
        shared_.emplace(content, out.document);
      }
    }
    visit(std::move(out));
  }
  return good;
}

bool Reader::ForEachModel(int64_t since, const std::function<bool(model::Model)>& visit) {
  Statement repositories(&db_,
                         "SELECT r.id, a.answer FROM repository r JOIN model_answer a ON a.repository = r.id "
                         "WHERE r.run > ? ORDER BY r.name, r.path, r.revision, r.stamp");
  repositories.Int(since);
  while (repositories.Next()) {
    model::Model model;
    bool good = decoder_.Model(repositories.Bytes(1), &model);
    good = Documents(repositories.Number(0),
                     [&](const StoredDocument& stored) {
                       model::RoledDocument& out = model.documents.emplace_back();
                       out.document = *stored.document;
                       out.document.path = stored.path;
                       out.role = stored.role;
                     }) &&
           good;
    if (!good) {
      error_ = Damaged(repositories.Number(0), model.path);
      return false;
    }
    if (!visit(std::move(model))) return true;
  }
  if (!db_.ok()) error_ = db_.error();
  return db_.ok();
}

int64_t Reader::last_repository() {
  Statement query(&db_, "SELECT coalesce(max(id), 0) FROM repository");
  const int64_t last = query.Next() ? query.Number(0) : 0;
  query.Reset();
  return last;
}

void Reader::ForEachProblem(const std::function<void(std::string_view path, std::string_view reason)>& visit) {
  Statement problems(&db_, "SELECT path, reason FROM problem WHERE run = (SELECT max(id) FROM run) ORDER BY id");
  while (problems.Next()) visit(problems.Bytes(0), problems.Bytes(1));
}

model::Role Reader::RoleOf(int64_t name) {
  if (const auto at = roles_.find(name); at != roles_.end()) return at->second;
  if (!role_.prepared()) role_ = Statement(&db_, "SELECT text FROM name WHERE id = ?");
  role_.Int(name);
  const model::Role role =
      role_.Next() ? RoleOfName(role_.Bytes(0)).value_or(model::Role::kOther) : model::Role::kOther;
  role_.Reset();
  roles_.emplace(name, role);
  return role;
}

std::shared_ptr<const caveat::Document> Reader::Content(int64_t content) {
  if (const auto at = shared_.find(content); at != shared_.end()) return at->second;
  if (!content_.prepared()) {
    content_ = Statement(&db_, "SELECT answer FROM content_answer WHERE content = ?");
    Statement shared(&db_, "SELECT id FROM content WHERE sha256 IS NOT NULL");
    while (shared.Next()) is_shared_.insert(shared.Number(0));
  }
  auto document = std::make_shared<caveat::Document>();
  content_.Int(content);
  const bool good = content_.Next() && decoder_.Document(content_.Bytes(0), document.get());
  content_.Reset();
  if (!good) return nullptr;
  if (is_shared_.contains(content)) {
    if (shared_.size() >= kShared) shared_.clear();
    shared_.emplace(content, document);
  }
  return document;
}

bool Reader::ForEachTerms(int64_t first, int64_t last, const VisitTerms& visit) {
  Statement models(&db_,
                   "SELECT repository, answer FROM model_answer WHERE repository BETWEEN ? AND ? ORDER BY repository");
  Statement documents(&db_, "SELECT id, content, role, path FROM document WHERE id BETWEEN ? AND ? ORDER BY id");
  models.Int(first).Int(last);
  documents.Int(first << kPlaceBits).Int((last << kPlaceBits) + kPlaces - 1);
  bool more = documents.Next();
  std::vector<StoredDocument> of_model;
  while (models.Next()) {
    const int64_t id = models.Number(0);
    model::Model model;
    bool good = decoder_.Terms(models.Bytes(1), &model);
    of_model.clear();
    // Both come by id of the repository.
    for (; more && (documents.Number(0) >> kPlaceBits) <= id; more = documents.Next()) {
      if ((documents.Number(0) >> kPlaceBits) < id) continue;
      StoredDocument& out = of_model.emplace_back();
      out.document = Content(documents.Number(1));
      out.role = RoleOf(documents.Number(2));
      out.path = documents.Bytes(3);
      good = good && out.document != nullptr;
    }
    if (!good) {
      error_ = Damaged(id, model.path);
      return false;
    }
    if (!visit(model, of_model)) return true;
  }
  if (!db_.ok()) error_ = db_.error();
  return db_.ok();
}

bool Reader::ForEachStored(int64_t unit, const std::function<bool(Answer)>& visit) {
  Statement repositories(&db_,
                         "SELECT r.id, r.stamp, n.text, a.answer FROM repository r JOIN model_answer a "
                         "ON a.repository = r.id LEFT JOIN name n ON n.id = r.license WHERE r.unit = ? ORDER BY r.id");
  Statement inherited(&db_,
                      "SELECT n.text FROM inherited i LEFT JOIN name n ON n.id = i.given WHERE i.id BETWEEN ? AND ? "
                      "ORDER BY i.id");
  repositories.Int(unit);
  while (repositories.Next()) {
    const int64_t id = repositories.Number(0);
    Answer answer;
    answer.stamp = static_cast<uint64_t>(repositories.Number(1));
    answer.license = std::string(repositories.Bytes(2));
    bool good = decoder_.Model(repositories.Bytes(3), &answer.model);
    good = Documents(id, [&](StoredDocument stored) { answer.documents.push_back(std::move(stored)); }) && good;
    inherited.Int(id << kPlaceBits).Int((id << kPlaceBits) + kPlaces - 1);
    while (inherited.Next())
      answer.given.push_back(inherited.IsNull(0) ? std::nullopt : std::optional(std::string(inherited.Bytes(0))));
    if (!good) {
      error_ = Damaged(id, answer.model.path);
      return false;
    }
    if (!visit(std::move(answer))) return true;
  }
  if (!db_.ok()) error_ = db_.error();
  return db_.ok();
}

}  // namespace caveat::store
