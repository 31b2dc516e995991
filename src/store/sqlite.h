// File: src/store/sqlite.h
//
// SQLite behind three small classes. Errors are kept and told once: after the first one every call does nothing, so
// that a writer checks `ok()` where it commits. Not thread-safe: one connection a thread.

#ifndef CAVEAT_STORE_SQLITE_H_
#define CAVEAT_STORE_SQLITE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace caveat::store {

class Connection {
 public:
  enum class Mode { kRead, kWrite, kCreate };
  Connection() = default;
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool Open(const std::string& path, Mode mode);
  void Close();
  // One or more statements without parameters.
  bool Run(const std::string& sql);
  bool ok() const { return error_.empty(); }
  // The first error, in plain words: "the disk is full".
  const std::string& error() const { return error_; }
  bool disk_full() const { return full_; }
  int64_t last_id() const;
  sqlite3* handle() const { return db_; }

 private:
  friend class Statement;
  bool Check(int code);

  sqlite3* db_ = nullptr;
  std::string error_;
  bool full_ = false;
};

// A prepared statement; parameters are bound in order.
//
//   Statement insert(&db, "INSERT INTO t VALUES (?, ?)");
//   insert.Int(1).Text("x").Run();
class Statement {
 public:
  Statement() = default;
  Statement(Connection* connection, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;

  bool prepared() const { return statement_ != nullptr; }
  Statement& Int(int64_t value);
  Statement& Int(std::optional<int64_t> value);  // nothing: NULL
  Statement& Real(double value);
  // Text that is no UTF-8 is kept as a blob. The bytes must live until Run or Next.
  Statement& Text(std::string_view value);
  Statement& TextOrNull(std::string_view value);  // empty: NULL
  Statement& Blob(std::string_view value);
  Statement& Null();

  // Executes and makes ready for the next binding.
  bool Run();
  // The next row, or false at the end; then it is ready for the next binding.
  bool Next();
  // Leaves a query before its end.
  void Reset();

  int64_t Number(int column) const;
  bool IsNull(int column) const;
  std::string_view Bytes(int column) const;  // until the next row
  double Double(int column) const;

 private:
  Connection* connection_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

}  // namespace caveat::store

#endif  // CAVEAT_STORE_SQLITE_H_
