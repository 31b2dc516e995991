// File: src/store/schema.h
//
// The tables and views of the database, documented where they are declared (schema.cc): `caveat scan` prints nothing
// that cannot be asked of it with SQL.

#ifndef CAVEAT_STORE_SCHEMA_H_
#define CAVEAT_STORE_SCHEMA_H_

#include "store/sqlite.h"

namespace caveat::store {

inline constexpr int kSchemaVersion = 1;
// Rows that belong to a repository or a content have its id and their place in one number.
inline constexpr int kPlaceBits = 20;
inline constexpr int64_t kPlaces = int64_t{1} << kPlaceBits;

// Tables and views of an empty file. Indexes come with CreateIndexes, after the first load.
bool CreateSchema(Connection* db);
bool CreateIndexes(Connection* db);
bool HasIndexes(Connection* db);

}  // namespace caveat::store

#endif  // CAVEAT_STORE_SCHEMA_H_
