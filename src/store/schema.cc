#include "store/schema.h"

namespace caveat::store {
namespace {

// One statement a table: the comments are kept by SQLite and can be read with `.schema`.
constexpr const char* kTables = R"sql(
CREATE TABLE meta(            -- schema_version, codec_version, shard ("0/1")
  key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ruleset(         -- what judged: program, rules, known licences
  id INTEGER PRIMARY KEY, version TEXT NOT NULL, rules TEXT NOT NULL, licenses TEXT NOT NULL);
CREATE TABLE root(            -- what was scanned
  id INTEGER PRIMARY KEY, path TEXT NOT NULL);
CREATE TABLE run(             -- one call of caveat scan
  id INTEGER PRIMARY KEY, root INTEGER NOT NULL, ruleset INTEGER NOT NULL,
  started TEXT NOT NULL, finished TEXT,          -- UTC; finished is null while it runs, and after a kill
  status TEXT NOT NULL,                          -- running, done, interrupted
  repositories INTEGER, changed INTEGER, removed INTEGER, unread INTEGER, bytes INTEGER, seconds REAL);
CREATE TABLE name(            -- every id and every word of a closed list, written once
  id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE unit(            -- a folder, archive, manifest or dump: what is read again when it has changed
  id INTEGER PRIMARY KEY, root INTEGER NOT NULL, key TEXT NOT NULL,  -- below the root
  stamp_high INTEGER, stamp_low INTEGER,         -- of device, inode, size and times, and of the ruleset
  complete INTEGER NOT NULL,                     -- 0: reading it was interrupted
  run INTEGER NOT NULL);                         -- that last read it
CREATE TABLE repository(
  id INTEGER PRIMARY KEY, unit INTEGER NOT NULL, run INTEGER NOT NULL,  -- run that last changed it
  stamp INTEGER NOT NULL,                        -- of names and contents
  name TEXT, revision TEXT, path TEXT NOT NULL, layout INTEGER NOT NULL,  -- name: "org/name", null where unknown
  category INTEGER NOT NULL, flags TEXT,         -- flags: names, separated by blanks
  license INTEGER,                               -- its own, by what was found, else by what is declared
  expression TEXT, openness INTEGER, mof_class TEXT,
  private_use INTEGER, commercial_use INTEGER, modification INTEGER, distribution INTEGER, hosting INTEGER,
  output_training INTEGER, patent_use INTEGER,   -- names of values
  unread INTEGER NOT NULL,                       -- documents that could not be read
  summary TEXT);
CREATE TABLE document(        -- id: repository << 20 | place in the list of documents
  id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, content INTEGER NOT NULL, role INTEGER NOT NULL, path TEXT NOT NULL);
CREATE TABLE content(         -- a text; licence texts repeat and stand here once
  id INTEGER PRIMARY KEY, ruleset INTEGER NOT NULL, sha256 BLOB,  -- null: not shared
  bytes INTEGER NOT NULL, status INTEGER NOT NULL, language INTEGER NOT NULL, category INTEGER NOT NULL, expression TEXT,
  error TEXT, summary TEXT);
CREATE TABLE finding(         -- id: content << 20 | place in the list of findings
  id INTEGER PRIMARY KEY, content INTEGER NOT NULL, clause INTEGER NOT NULL, confidence INTEGER NOT NULL,
  hidden INTEGER NOT NULL, start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, start_line INTEGER NOT NULL,
  end_line INTEGER NOT NULL, quote TEXT NOT NULL, params TEXT);  -- params: JSON, null for none
CREATE TABLE identity(        -- id: content << 20 | place
  id INTEGER PRIMARY KEY, content INTEGER NOT NULL, license INTEGER NOT NULL, spdx INTEGER, how INTEGER NOT NULL,
  coverage REAL NOT NULL, start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, added INTEGER NOT NULL, missing INTEGER NOT NULL);
CREATE TABLE mention(         -- id: content << 20 | place
  id INTEGER PRIMARY KEY, content INTEGER NOT NULL, license INTEGER NOT NULL, name TEXT NOT NULL, covers INTEGER NOT NULL,
  start_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL);
CREATE TABLE declared(        -- id: repository << 20 | place
  id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, source TEXT NOT NULL, field INTEGER NOT NULL, value TEXT NOT NULL,
  license INTEGER);
CREATE TABLE found(           -- id: repository << 20 | place
  id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, document INTEGER NOT NULL, license INTEGER NOT NULL,
  covers INTEGER NOT NULL);   -- document: id in the table of documents
CREATE TABLE inherited(       -- id: repository << 20 | place
  id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, base TEXT NOT NULL, relation INTEGER NOT NULL,
  strength INTEGER NOT NULL, license INTEGER,
  given INTEGER);             -- what the base's own licence was when this was judged; null: not in this file
CREATE TABLE base(            -- licences of repositories of other shards that ours were made of
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, license INTEGER NOT NULL);
CREATE TABLE conflict(        -- id: repository << 20 | place
  id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, kind INTEGER NOT NULL, severity INTEGER NOT NULL, explanation TEXT NOT NULL);
CREATE TABLE component(       -- id: repository << 20 | place; what is neither there nor missing for certain has no row
  id INTEGER PRIMARY KEY, repository INTEGER NOT NULL, component INTEGER NOT NULL, present INTEGER NOT NULL,
  license INTEGER, open INTEGER NOT NULL);
CREATE TABLE problem(         -- what a run could not read, where that is no document of a repository
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL, path TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE content_answer(  -- the whole answer, for caveat export
  content INTEGER PRIMARY KEY, answer BLOB NOT NULL);
CREATE TABLE model_answer(
  repository INTEGER PRIMARY KEY, answer BLOB NOT NULL);
)sql";

constexpr const char* kViews = R"sql(
CREATE VIEW v_repositories AS  -- one row a repository
  SELECT r.id, r.name AS repository, r.revision, r.path, layout.text AS layout, category.text AS category, r.flags,
    license.text AS license, r.expression, openness.text AS openness, r.mof_class, commercial.text AS commercial_use,
    distribution.text AS distribution, hosting.text AS hosting, training.text AS output_training, r.unread, r.run, r.summary
  FROM repository r LEFT JOIN name layout ON layout.id = r.layout LEFT JOIN name category ON category.id = r.category
    LEFT JOIN name license ON license.id = r.license LEFT JOIN name openness ON openness.id = r.openness
    LEFT JOIN name commercial ON commercial.id = r.commercial_use LEFT JOIN name distribution ON distribution.id = r.distribution
    LEFT JOIN name hosting ON hosting.id = r.hosting LEFT JOIN name training ON training.id = r.output_training;
CREATE VIEW v_categories AS    -- how many repositories of each category
  SELECT n.text AS category, count(*) AS repositories FROM repository r JOIN name n ON n.id = r.category
  GROUP BY r.category ORDER BY repositories DESC, category;
CREATE VIEW v_licenses AS      -- how many repositories under each licence
  SELECT coalesce(n.text, 'unknown') AS license, count(*) AS repositories FROM repository r LEFT JOIN name n ON n.id = r.license
  GROUP BY r.license ORDER BY repositories DESC, license;
CREATE VIEW v_conflicts AS     -- what contradicts what
  SELECT r.name AS repository, r.path, severity.text AS severity, kind.text AS kind, c.explanation
  FROM conflict c JOIN repository r ON r.id = +c.repository AND c.id BETWEEN r.id << 20 AND (r.id << 20) + 1048575
    JOIN name severity ON severity.id = c.severity
    JOIN name kind ON kind.id = c.kind;
CREATE VIEW v_declared_vs_found AS  -- what is declared beside what was found
  SELECT r.name AS repository, r.path, d.source, field.text AS field, d.value, declared.text AS declared,
    (SELECT group_concat(text, ' ') FROM (SELECT DISTINCT n.text FROM found f JOIN name n ON n.id = f.license
       WHERE f.id BETWEEN r.id << 20 AND (r.id << 20) + 1048575 ORDER BY n.text)) AS found
  FROM declared d JOIN repository r ON r.id = +d.repository AND d.id BETWEEN r.id << 20 AND (r.id << 20) + 1048575
    JOIN name field ON field.id = d.field
    LEFT JOIN name declared ON declared.id = d.license;
CREATE VIEW v_findings AS      -- every clause, in every repository that holds it
  SELECT r.name AS repository, r.path || '/' || d.path AS path, clause.text AS clause, confidence.text AS confidence, f.params,
    f.start_line, f.end_line, f.quote
  FROM document d JOIN repository r ON r.id = +d.repository AND d.id BETWEEN r.id << 20 AND (r.id << 20) + 1048575
    JOIN finding f ON f.content = d.content
    JOIN name clause ON clause.id = f.clause JOIN name confidence ON confidence.id = f.confidence;
CREATE VIEW v_clauses AS       -- how many repositories hold a clause
  SELECT n.text AS clause, count(DISTINCT d.repository) AS repositories
  FROM finding f JOIN document d ON d.content = f.content JOIN name n ON n.id = f.clause
  GROUP BY f.clause ORDER BY repositories DESC, clause;
CREATE VIEW v_identities AS    -- which known licence each document is
  SELECT r.name AS repository, r.path || '/' || d.path AS path, license.text AS license, how.text AS how, i.coverage, i.added, i.missing
  FROM document d JOIN repository r ON r.id = +d.repository AND d.id BETWEEN r.id << 20 AND (r.id << 20) + 1048575
    JOIN identity i ON i.content = d.content
    JOIN name license ON license.id = i.license JOIN name how ON how.id = i.how;
CREATE VIEW v_inherited AS     -- what was made of what
  SELECT r.name AS repository, i.base, relation.text AS relation, strength.text AS strength, license.text AS license
  FROM inherited i JOIN repository r ON r.id = +i.repository AND i.id BETWEEN r.id << 20 AND (r.id << 20) + 1048575
    JOIN name relation ON relation.id = i.relation
    JOIN name strength ON strength.id = i.strength LEFT JOIN name license ON license.id = i.license;
CREATE VIEW v_components AS    -- the parts of each model
  SELECT r.name AS repository, component.text AS component, present.text AS present, license.text AS license, open.text AS open
  FROM component c JOIN repository r ON r.id = +c.repository AND c.id BETWEEN r.id << 20 AND (r.id << 20) + 1048575
    JOIN name component ON component.id = c.component
    JOIN name present ON present.id = c.present JOIN name open ON open.id = c.open LEFT JOIN name license ON license.id = c.license;
CREATE VIEW v_unread AS        -- what could not be read, and why
  SELECT r.name AS repository, r.path || '/' || d.path AS path, c.error AS reason
  FROM content c JOIN document d ON d.content = c.id JOIN repository r ON r.id = d.repository
  WHERE c.error IS NOT NULL
  UNION ALL SELECT NULL, path, reason FROM problem WHERE run = (SELECT max(id) FROM run);
)sql";

constexpr const char* kEarlyIndexes = R"sql(
CREATE UNIQUE INDEX content_sha256 ON content(sha256, ruleset) WHERE sha256 IS NOT NULL;
)sql";

// Rows of one repository follow each other: their ids say whose they are, and need no index. The views ask for them so;
// the plus keeps SQLite from making an index of its own for each query.
constexpr const char* kIndexes = R"sql(
CREATE INDEX IF NOT EXISTS repository_unit ON repository(unit);
CREATE INDEX IF NOT EXISTS repository_name ON repository(name, license);
CREATE INDEX IF NOT EXISTS repository_license ON repository(license);
CREATE INDEX IF NOT EXISTS repository_unread ON repository(unread) WHERE unread > 0;
CREATE INDEX IF NOT EXISTS base_name ON base(name);
CREATE INDEX IF NOT EXISTS document_content ON document(content);
CREATE INDEX IF NOT EXISTS finding_content ON finding(content);
CREATE INDEX IF NOT EXISTS finding_clause ON finding(clause);
CREATE INDEX IF NOT EXISTS identity_content ON identity(content);
CREATE INDEX IF NOT EXISTS mention_content ON mention(content);
CREATE INDEX IF NOT EXISTS inherited_base ON inherited(base);
)sql";

}  // namespace

bool CreateSchema(Connection* db) {
  return db->Run("BEGIN IMMEDIATE") && db->Run(kTables) && db->Run(kViews) && db->Run(kEarlyIndexes) &&
         db->Run("PRAGMA user_version = " + std::to_string(kSchemaVersion)) &&
         db->Run("INSERT INTO meta VALUES ('schema_version', '" + std::to_string(kSchemaVersion) + "')") &&
         db->Run("COMMIT");
}

bool CreateIndexes(Connection* db) { return db->Run(kIndexes); }

bool HasIndexes(Connection* db) {
  Statement query(db, "SELECT 1 FROM sqlite_master WHERE name = 'inherited_base'");
  const bool there = query.Next();
  query.Reset();
  return there;
}

}  // namespace caveat::store
