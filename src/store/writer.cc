#include "store/writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <unordered_map>

#include "report/json.h"
#include "store/codec.h"
#include "store/schema.h"

namespace caveat::store {
namespace {

constexpr size_t kContentsHeld = 200'000;  // beyond that the index answers

std::string Now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts = {};
  gmtime_r(&now, &parts);
  char text[32];
  strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string FlagNames(const Verdict& verdict) {
  std::string out;
  for (const Flag flag : verdict.flags) out.append(out.empty() ? "" : " ").append(caveat::Name(flag));
  return out;
}

std::string Params(const std::vector<Param>& params) {
  std::string out;
  for (const Param& param : params) {
    out += out.empty() ? "{" : ",";
    out += report::StringJson(param.name) + ":" + report::ParamJson(param);
  }
  return out.empty() ? out : out + "}";
}

}  // namespace

struct Writer::Statements {
  explicit Statements(Connection* db)
      : add_name(db, "INSERT INTO name VALUES (?, ?)"),
        add_unit(db, "INSERT INTO unit VALUES (?, ?, ?, 0, 0, 0, ?)"),
        reopen_unit(db, "UPDATE unit SET complete = 0, run = ? WHERE id = ?"),
        end_unit(db, "UPDATE unit SET stamp_high = ?, stamp_low = ?, complete = 1, run = ? WHERE id = ?"),
        remove_unit(db, "DELETE FROM unit WHERE id = ?"),
        unit_repositories(db, "SELECT id FROM repository WHERE unit = ? ORDER BY id"),
        add_repository(db,
                       "INSERT INTO repository VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                       "?, ?)"),
        remove_repository(db, "DELETE FROM repository WHERE id = ?"),
        add_document(db, "INSERT INTO document VALUES (?, ?, ?, ?, ?)"),
        documents(db,
                  "SELECT d.content, c.sha256 IS NOT NULL FROM document d JOIN content c ON c.id = d.content "
                  "WHERE d.id BETWEEN ? AND ?"),
        add_content(db, "INSERT INTO content VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        find_content(db, "SELECT id FROM content WHERE sha256 = ? AND ruleset = ?"),
        remove_content(db, "DELETE FROM content WHERE id = ?"),
        add_finding(db, "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        add_identity(db, "INSERT INTO identity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        add_mention(db, "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)"),
        add_declared(db, "INSERT INTO declared VALUES (?, ?, ?, ?, ?, ?)"),
        add_found(db, "INSERT INTO found VALUES (?, ?, ?, ?, ?)"),
        add_inherited(db, "INSERT INTO inherited VALUES (?, ?, ?, ?, ?, ?, ?)"),
        add_conflict(db, "INSERT INTO conflict VALUES (?, ?, ?, ?, ?)"),
        add_component(db, "INSERT INTO component VALUES (?, ?, ?, ?, ?, ?)"),
        add_problem(db, "INSERT INTO problem (run, path, reason) VALUES (?, ?, ?)"),
        add_content_answer(db, "INSERT INTO content_answer VALUES (?, ?)"),
        add_model_answer(db, "INSERT INTO model_answer VALUES (?, ?)"),
        remove_model_answer(db, "DELETE FROM model_answer WHERE repository = ?"),
        remove_content_answer(db, "DELETE FROM content_answer WHERE content = ?") {
    for (const char* table : {"document", "declared", "found", "inherited", "conflict", "component"})
      remove_of_repository.emplace_back(db, "DELETE FROM " + std::string(table) + " WHERE id BETWEEN ? AND ?");
    for (const char* table : {"finding", "identity", "mention"})
      remove_of_content.emplace_back(db, "DELETE FROM " + std::string(table) + " WHERE id BETWEEN ? AND ?");
  }
  Statement add_name, add_unit, reopen_unit, end_unit, remove_unit, unit_repositories, add_repository,
      remove_repository, add_document, documents, add_content, find_content, remove_content, add_finding, add_identity,
      add_mention, add_declared, add_found, add_inherited, add_conflict, add_component, add_problem, add_content_answer,
      add_model_answer, remove_model_answer, remove_content_answer;
  std::vector<Statement> remove_of_repository, remove_of_content;
};

Writer::Writer() = default;
Writer::~Writer() {
  statements_.reset();
  db_.Close();
  if (lock_ >= 0) close(lock_);  // after SQLite's own locks on the same file are gone
}

bool Writer::Lock(const std::string& path) {
  lock_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) {
    error_ = std::string(strerror(errno)) + "; check that its folder exists and may be written";
    return false;
  }
  if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    error_ = errno == EWOULDBLOCK ? "another run is writing it; wait for that one, or name another file with --db"
                                  : strerror(errno);
    return false;
  }
  return true;
}

bool Writer::Open(const std::string& path, const Options& options) {
  path_ = path;
  if (!Lock(path)) return false;
  const bool opened = db_.Open(path, Connection::Mode::kCreate) &&
                      // Readers are never blocked, and a killed program leaves a log that the next one plays back.
                      db_.Run(
                          "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA "
                          "wal_autocheckpoint = 4000;"
                          // Rows are added at the end of each table: more pages than these do not make it faster.
                          // Indexes are sorted in as much memory, and beyond it in files.
                          "PRAGMA cache_size = -8192;");
  if (!opened || !Prepare(options)) {
    if (error_.empty()) error_ = db_.error();
    return false;
  }
  return true;
}

int64_t Writer::NextId(const char* table) {
  Statement query(&db_, "SELECT coalesce(max(id), 0) + 1 FROM " + std::string(table));
  const int64_t id = query.Next() ? query.Number(0) : 1;
  query.Reset();
  return id;
}

bool Writer::Prepare(const Options& options) {
  int64_t version = 0;
  {
    Statement query(&db_, "PRAGMA user_version");
    if (query.Next()) version = query.Number(0);
    query.Reset();
  }
  if (!db_.ok()) return false;
  if (version == 0) {
    Statement query(&db_, "SELECT count(*) FROM sqlite_master");
    if (query.Next() && query.Number(0) > 0) error_ = "is a database, but none of Caveat's; name another file";
    query.Reset();
    if (!error_.empty() || !CreateSchema(&db_)) return false;
  } else if (version != kSchemaVersion) {
    error_ = "was made by another version of Caveat (schema " + std::to_string(version) + ", this one writes " +
             std::to_string(kSchemaVersion) + "); scan into a new file";
    return false;
  }
  const auto meta = [&](const std::string& key, const std::string& value) {
    Statement read(&db_, "SELECT value FROM meta WHERE key = ?");
    read.Text(key);
    std::string there;
    const bool known = read.Next();
    if (known) there = read.Bytes(0);
    read.Reset();
    if (!known) Statement(&db_, "INSERT INTO meta VALUES (?, ?)").Text(key).Text(value).Run();
    return known ? there : value;
  };
  if (!db_.Run("BEGIN IMMEDIATE")) return false;
  open_ = true;
  const std::string shard = std::to_string(options.shard) + "/" + std::to_string(options.shards);
  if (const std::string there = meta("shard", shard); there != shard) {
    error_ = "holds shard " + there + " and not " + shard + "; name another file, or the same --shard";
    return false;
  }
  meta("codec_version", std::to_string(kCodecVersion));
  const auto find_or_add = [&](const std::string& table, const std::string& where,
                               const std::vector<std::string>& values) {
    Statement find(&db_, "SELECT id FROM " + table + " WHERE " + where);
    for (const std::string& value : values) find.Text(value);
    int64_t id = find.Next() ? find.Number(0) : 0;
    find.Reset();
    if (id == 0) {
      id = NextId(table.c_str());
      Statement add(&db_,
                    "INSERT INTO " + table + " VALUES (?" + std::string(values.size() == 1 ? ", ?)" : ", ?, ?, ?)"));
      add.Int(id);
      for (const std::string& value : values) add.Text(value);
      add.Run();
    }
    return id;
  };
  root_ = find_or_add("root", "path = ?", {options.root});
  const int64_t rulesets = NextId("ruleset");
  ruleset_ = find_or_add("ruleset", "version = ? AND rules = ? AND licenses = ?",
                         {options.version, options.rules, options.licenses});
  rules_changed_ = ruleset_ == rulesets && rulesets > 1;
  {
    Statement last(&db_, "SELECT status FROM run ORDER BY id DESC LIMIT 1");
    resumed_ = last.Next() && last.Bytes(0) != "done";
    last.Reset();
  }
  run_ = NextId("run");
  Statement(&db_, "INSERT INTO run (id, root, ruleset, started, status) VALUES (?, ?, ?, ?, 'running')")
      .Int(run_)
      .Int(root_)
      .Int(ruleset_)
      .Text(Now())
      .Run();
  {
    Statement names(&db_, "SELECT id, text FROM name");
    while (names.Next()) names_.emplace(names.Bytes(1), names.Number(0));
  }
  next_repository_ = NextId("repository");
  next_content_ = NextId("content");
  next_unit_ = NextId("unit");
  next_name_ = NextId("name");
  // A first load that was interrupted has no indexes yet; finding again what it wrote needs these.
  if (next_repository_ > 1) {
    db_.Run(
        "CREATE INDEX IF NOT EXISTS repository_unit ON repository(unit);"
        "CREATE INDEX IF NOT EXISTS repository_name ON repository(name, license);");
  }
  statements_ = std::make_unique<Statements>(&db_);
  if (!Commit()) {
    error_ = db_.error();
    return false;
  }
  return true;
}

void Writer::UseRoot(const std::string& path) {
  Statement find(&db_, "SELECT id FROM root WHERE path = ?");
  find.Text(path);
  root_ = find.Next() ? find.Number(0) : 0;
  find.Reset();
  if (root_ != 0) return;
  root_ = NextId("root");
  Statement(&db_, "INSERT INTO root VALUES (?, ?)").Int(root_).Text(path).Run();
}

int64_t Writer::Name(std::string_view text) {
  if (const auto at = names_.find(absl::string_view(text.data(), text.size())); at != names_.end()) return at->second;
  const int64_t id = next_name_++;
  names_.emplace(text, id);
  statements_->add_name.Int(id).Text(text).Run();
  return id;
}

std::optional<int64_t> Writer::NameOrNull(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(Name(text));
}

int64_t Writer::BeginUnit(std::string_view key, std::optional<int64_t> known) {
  if (known) {
    statements_->reopen_unit.Int(run_).Int(*known).Run();
    return *known;
  }
  const int64_t id = next_unit_++;
  statements_->add_unit.Int(id).Int(root_).Text(key).Int(run_).Run();
  return id;
}

void Writer::EndUnit(int64_t unit, uint64_t stamp_high, uint64_t stamp_low) {
  statements_->end_unit.Int(static_cast<int64_t>(stamp_high))
      .Int(static_cast<int64_t>(stamp_low))
      .Int(run_)
      .Int(unit)
      .Run();
}

int64_t Writer::PutContent(const StoredDocument& stored) {
  Statements& s = *statements_;
  const Document& doc = *stored.document;
  std::string found_key;
  if (!stored.sha256.empty()) {
    if (const auto at = contents_.find(stored.sha256); at != contents_.end()) return at->second;
    s.find_content.Blob(stored.sha256).Int(ruleset_);
    const int64_t there = s.find_content.Next() ? s.find_content.Number(0) : 0;
    s.find_content.Reset();
    if (contents_.size() >= kContentsHeld) contents_.clear();
    contents_.emplace(stored.sha256, there > 0 ? there : next_content_);
    if (there > 0) return there;
  }
  const int64_t id = next_content_++;
  s.add_content.Int(id).Int(ruleset_);
  if (stored.sha256.empty()) {
    s.add_content.Null();
  } else {
    s.add_content.Blob(stored.sha256);
  }
  const std::string expression = doc.expression.value_or("");
  s.add_content.Int(static_cast<int64_t>(doc.bytes))
      .Int(Name(report::StatusName(doc.status)))
      .Int(Name(doc.language))
      .Int(Name(caveat::Name(doc.verdict.category)))
      .TextOrNull(expression)
      .TextOrNull(doc.error)
      .TextOrNull(doc.summary)
      .Run();
  int64_t at = id << kPlaceBits;
  for (const Finding& f : doc.findings) {
    const std::string params = Params(f.params);
    s.add_finding.Int(at++)
        .Int(id)
        .Int(Name(f.clause))
        .Int(Name(caveat::Name(f.confidence)))
        .Int(f.hidden)
        .Int(static_cast<int64_t>(f.span.start_byte))
        .Int(static_cast<int64_t>(f.span.end_byte))
        .Int(f.span.start_line)
        .Int(f.span.end_line)
        .Text(f.quote)
        .TextOrNull(params)
        .Run();
    if (at - (id << kPlaceBits) >= kPlaces) break;
  }
  at = id << kPlaceBits;
  for (const Identity& i : doc.identity) {
    s.add_identity.Int(at++)
        .Int(id)
        .Int(Name(i.license))
        .Int(NameOrNull(i.spdx))
        .Int(Name(i.how))
        .Real(i.coverage)
        .Int(static_cast<int64_t>(i.span.start_byte))
        .Int(static_cast<int64_t>(i.span.end_byte))
        .Int(static_cast<int64_t>(i.added.size()))
        .Int(static_cast<int64_t>(i.missing.size()))
        .Run();
  }
  at = id << kPlaceBits;
  for (const Mention& m : doc.mentions) {
    s.add_mention.Int(at++)
        .Int(id)
        .Int(Name(m.license))
        .Text(m.name)
        .Int(Name(m.covers))
        .Int(static_cast<int64_t>(m.span.start_byte))
        .Int(static_cast<int64_t>(m.span.end_byte))
        .Run();
    if (at - (id << kPlaceBits) >= kPlaces) break;
  }
  const std::string answer = EncodeDocument(doc);
  s.add_content_answer.Int(id).Blob(answer).Run();
  return id;
}

int64_t Writer::Put(int64_t unit, const Answer& answer, std::optional<int64_t> replaces) {
  Statements& s = *statements_;
  const model::Model& m = answer.model;
  if (replaces) RemoveRows(*replaces);
  const int64_t id = replaces ? *replaces : next_repository_++;
  int64_t unread = 0;
  int64_t at = id << kPlaceBits;
  for (const StoredDocument& document : answer.documents) {
    if (document.document->status == caveat::Status::kError) ++unread;
    const int64_t content = PutContent(document);
    s.add_document.Int(at++).Int(id).Int(content).Int(Name(model::RoleName(document.role))).Text(document.path).Run();
    if (at - (id << kPlaceBits) >= kPlaces) break;
  }
  const std::string flags = FlagNames(m.verdict), expression = m.expression.value_or("");
  s.add_repository.Int(id)
      .Int(unit)
      .Int(run_)
      .Int(static_cast<int64_t>(answer.stamp))
      .TextOrNull(m.id)
      .TextOrNull(m.revision)
      .Text(m.path)
      .Int(Name(model::LayoutName(m.layout)))
      .Int(Name(caveat::Name(m.verdict.category)))
      .TextOrNull(flags)
      .Int(NameOrNull(answer.license))
      .TextOrNull(expression)
      .Int(NameOrNull(m.openness.openness_class))
      .TextOrNull(m.openness.mof_class);
  for (const Permission& permission : m.verdict.permissions) s.add_repository.Int(Name(caveat::Name(permission.value)));
  s.add_repository.Int(unread).TextOrNull(m.summary).Run();

  at = id << kPlaceBits;
  for (const model::Declared& d : m.declared) {
    s.add_declared.Int(at++).Int(id).Text(d.source).Int(Name(d.field)).Text(d.value).Int(NameOrNull(d.license)).Run();
  }
  at = id << kPlaceBits;
  for (const model::Found& f : m.found) {
    s.add_found.Int(at++).Int(id).Int((id << kPlaceBits) + f.document).Int(Name(f.license)).Int(Name(f.covers)).Run();
  }
  at = id << kPlaceBits;
  for (size_t i = 0; i < m.inherited.size(); ++i) {
    const model::Inherited& h = m.inherited[i];
    const std::optional<std::string> given = i < answer.given.size() ? answer.given[i] : std::nullopt;
    s.add_inherited.Int(at++)
        .Int(id)
        .Text(h.base_model)
        .Int(Name(h.relation))
        .Int(Name(h.strength))
        .Int(NameOrNull(h.license))
        .Int(given ? NameOrNull(*given) : std::nullopt)
        .Run();
  }
  at = id << kPlaceBits;
  for (const model::Conflict& c : m.conflicts) {
    s.add_conflict.Int(at++).Int(id).Int(Name(c.kind)).Int(Name(c.severity)).Text(c.explanation).Run();
  }
  at = id << kPlaceBits;
  for (const model::Component& c : m.components) {
    const int64_t place = at++;
    if (c.present == model::Answer::kUnknown || c.id.empty()) continue;
    s.add_component.Int(place)
        .Int(id)
        .Int(Name(c.id))
        .Int(Name(model::AnswerName(c.present)))
        .Int(NameOrNull(c.license))
        .Int(Name(model::AnswerName(c.open)))
        .Run();
  }
  const std::string bytes = EncodeModel(m);
  s.add_model_answer.Int(id).Blob(bytes).Run();
  return id;
}

void Writer::RemoveContent(int64_t content) {
  Statements& s = *statements_;
  for (Statement& remove : s.remove_of_content)
    remove.Int(content << kPlaceBits).Int((content << kPlaceBits) + kPlaces - 1).Run();
  s.remove_content_answer.Int(content).Run();
  s.remove_content.Int(content).Run();
}

void Writer::RemoveRows(int64_t repository) {
  Statements& s = *statements_;
  const int64_t first = repository << kPlaceBits, last = first + kPlaces - 1;
  std::vector<int64_t> own;
  s.documents.Int(first).Int(last);
  while (s.documents.Next()) {
    if (s.documents.Number(1) != 0) {
      loose_contents_.insert(s.documents.Number(0));
    } else {
      own.push_back(s.documents.Number(0));
    }
  }
  for (const int64_t content : own) RemoveContent(content);
  for (Statement& remove : s.remove_of_repository) remove.Int(first).Int(last).Run();
  s.remove_model_answer.Int(repository).Run();
  s.remove_repository.Int(repository).Run();
}

void Writer::RemoveRepository(int64_t repository) { RemoveRows(repository); }

int64_t Writer::RemoveUnit(int64_t unit) {
  std::vector<int64_t> repositories;
  statements_->unit_repositories.Int(unit);
  while (statements_->unit_repositories.Next()) repositories.push_back(statements_->unit_repositories.Number(0));
  for (const int64_t id : repositories) RemoveRows(id);
  statements_->remove_unit.Int(unit).Run();
  return static_cast<int64_t>(repositories.size());
}

void Writer::AddProblem(std::string_view path, std::string_view reason) {
  statements_->add_problem.Int(run_).Text(path).Text(reason).Run();
}

bool Writer::Commit() {
  if (!open_) return db_.ok();
  if (!db_.Run("COMMIT")) {
    if (error_.empty()) error_ = db_.error();
    return false;
  }
  return db_.Run("BEGIN IMMEDIATE");
}

bool Writer::BuildIndexes() { return HasIndexes(&db_) || CreateIndexes(&db_); }

// Bases that stand in this file under one licence: of those under several nothing is known.
static constexpr const char* kStale = R"sql(
WITH own(name, license) AS (
  SELECT name, CASE WHEN min(license) = max(license) THEN min(license) END
  FROM (SELECT name, license FROM repository UNION ALL SELECT name, license FROM base)
  WHERE name IN (SELECT base FROM inherited) AND license IS NOT NULL GROUP BY name)
SELECT r.id, u.id, u.key FROM (
    SELECT DISTINCT i.repository AS id FROM inherited i LEFT JOIN own ON own.name = i.base
    WHERE own.license IS NOT i.given) stale
  JOIN repository r ON r.id = stale.id JOIN unit u ON u.id = r.unit
WHERE u.root = ?)sql";

std::unordered_set<std::string> Writer::Bases() {
  std::unordered_set<std::string> out;
  Statement query(&db_, "SELECT DISTINCT base FROM inherited");
  while (query.Next()) out.emplace(query.Bytes(0));
  return out;
}

void Writer::PutBases(const std::vector<std::pair<std::string, std::string>>& licenses) {
  db_.Run("DELETE FROM base");
  Statement add(&db_, "INSERT INTO base (name, license) VALUES (?, ?)");
  for (const auto& [name, license] : licenses) add.Text(name).Int(Name(license)).Run();
}

std::vector<std::pair<int64_t, std::string>> Writer::StaleUnits() {
  std::unordered_map<int64_t, std::string> units;
  Statement query(&db_, kStale);
  query.Int(root_);
  while (query.Next()) units.emplace(query.Number(1), query.Bytes(2));
  return {units.begin(), units.end()};
}

std::unordered_set<int64_t> Writer::StaleRepositories() {
  std::unordered_set<int64_t> out;
  Statement query(&db_, kStale);
  query.Int(root_);
  while (query.Next()) out.insert(query.Number(0));
  return out;
}

// Shared texts that no repository holds any more.
void Writer::RemoveForgotten() {
  if (rules_changed_) {
    Statement old(&db_, "SELECT id FROM content WHERE ruleset != ? AND sha256 IS NOT NULL");
    old.Int(ruleset_);
    while (old.Next()) loose_contents_.insert(old.Number(0));
  }
  Statement used(&db_, "SELECT 1 FROM document WHERE content = ? LIMIT 1");
  for (const int64_t content : loose_contents_) {
    used.Int(content);
    const bool held = used.Next();
    used.Reset();
    if (!held) RemoveContent(content);
  }
  loose_contents_.clear();
}

bool Writer::Finish(Status status, const RunCounts& counts) {
  if (status == Status::kDone) {
    BuildIndexes();
    RemoveForgotten();
  }
  Statement(
      &db_,
      "UPDATE run SET finished = ?, status = ?, repositories = ?, changed = ?, removed = ?, unread = ?, bytes = ?, "
      "seconds = ? WHERE id = ?")
      .Text(Now())
      .Text(status == Status::kDone ? "done" : "interrupted")
      .Int(counts.repositories)
      .Int(counts.changed)
      .Int(counts.removed)
      .Int(counts.unread)
      .Int(counts.bytes)
      .Real(counts.seconds)
      .Int(run_)
      .Run();
  const bool committed = db_.Run("COMMIT");
  open_ = false;
  if (!committed) {
    if (error_.empty()) error_ = db_.error();
    return false;
  }
  // Leaves one file, and not a log of the whole load beside it.
  db_.Run("PRAGMA wal_checkpoint(TRUNCATE)");
  return true;
}

}  // namespace caveat::store
