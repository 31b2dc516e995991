#include "store/sqlite.h"

#include <sqlite3.h>

#include <utility>

#include "report/terminal.h"

namespace caveat::store {

Connection::~Connection() { Close(); }

void Connection::Close() {
  if (db_ != nullptr) sqlite3_close_v2(db_);
  db_ = nullptr;
}

bool Connection::Check(int code) {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return true;
  if (error_.empty()) {
    full_ = (code & 0xFF) == SQLITE_FULL || code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE;
    const char* text = db_ != nullptr ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
    switch (code & 0xFF) {
      case SQLITE_FULL:
        error_ = "the disk is full";
        break;
      case SQLITE_NOTADB:
        error_ = "is no database of Caveat's; caveat scan writes them";
        break;
      case SQLITE_CANTOPEN:
        error_ = "cannot be opened; check that its folder exists and may be written";
        break;
      case SQLITE_BUSY:
        error_ = "is being written by another program";
        break;
      default:
        error_ = text;
    }
    if (error_.empty()) error_ = "unknown error";
  }
  return false;
}

bool Connection::Open(const std::string& path, Mode mode) {
  // Who may write takes the log away when he closes the file as the last one; a reader could only leave it there.
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == Mode::kCreate ? SQLITE_OPEN_CREATE : 0);
  int code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr);
  if (mode == Mode::kRead && (code != SQLITE_OK || sqlite3_db_readonly(db_, "main") == 1)) {
    Close();
    flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    code = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr);
  }
  if (mode != Mode::kCreate && (code & 0xFF) == SQLITE_CANTOPEN) {
    error_ = "cannot be opened; check the spelling, and that it may be read";
  }
  if (!Check(code)) return false;
  if (mode == Mode::kRead) sqlite3_exec(db_, "PRAGMA query_only = 1", nullptr, nullptr, nullptr);
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, 10'000);
  return true;
}

bool Connection::Run(const std::string& sql) {
  if (!ok()) return false;
  return Check(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr));
}

int64_t Connection::last_id() const { return sqlite3_last_insert_rowid(db_); }

Statement::Statement(Connection* connection, std::string_view sql) : connection_(connection) {
  if (!connection->ok()) return;
  connection->Check(sqlite3_prepare_v3(connection->db_, sql.data(), static_cast<int>(sql.size()),
                                       SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept { *this = std::move(other); }

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(connection_, other.connection_);
  std::swap(statement_, other.statement_);
  std::swap(bound_, other.bound_);
  return *this;
}

Statement& Statement::Int(int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, ++bound_, value);
  return *this;
}

Statement& Statement::Int(std::optional<int64_t> value) { return value ? Int(*value) : Null(); }

Statement& Statement::Real(double value) {
  if (statement_ != nullptr) sqlite3_bind_double(statement_, ++bound_, value);
  return *this;
}

Statement& Statement::Text(std::string_view value) {
  if (statement_ == nullptr) return *this;
  if (!report::IsValidUtf8(value)) return Blob(value);
  sqlite3_bind_text64(statement_, ++bound_, value.data() != nullptr ? value.data() : "", value.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::TextOrNull(std::string_view value) { return value.empty() ? Null() : Text(value); }

Statement& Statement::Blob(std::string_view value) {
  if (statement_ != nullptr)
    sqlite3_bind_blob64(statement_, ++bound_, value.data() != nullptr ? value.data() : "", value.size(), SQLITE_STATIC);
  return *this;
}

Statement& Statement::Null() {
  if (statement_ != nullptr) sqlite3_bind_null(statement_, ++bound_);
  return *this;
}

bool Statement::Run() {
  while (Next()) {
  }
  return connection_ != nullptr && connection_->ok();
}

bool Statement::Next() {
  if (statement_ == nullptr || !connection_->ok()) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_->Check(code);
  Reset();
  return false;
}

void Statement::Reset() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  bound_ = 0;
}

int64_t Statement::Number(int column) const { return sqlite3_column_int64(statement_, column); }
bool Statement::IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
double Statement::Double(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view Statement::Bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

}  // namespace caveat::store
