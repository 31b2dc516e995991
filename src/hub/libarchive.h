// File: src/hub/libarchive.h
//
// libarchive, loaded when the first archive or packed dump is read: it brings a dozen libraries, which take more than a
// millisecond to load, and most runs of the program read neither.
//
//   if (!LibArchive().there) return Error("libarchive is not there");
//   archive* a = LibArchive().archive_read_new();
//
// Thread-safe.

#ifndef CAVEAT_HUB_LIBARCHIVE_H_
#define CAVEAT_HUB_LIBARCHIVE_H_

#include <archive.h>
#include <archive_entry.h>

namespace caveat::hub {

// clang-format off
#define CAVEAT_ARCHIVE_FUNCTIONS(F) \
  F(archive_entry_filetype) F(archive_entry_hardlink) F(archive_entry_pathname) F(archive_entry_size) \
  F(archive_entry_size_is_set) F(archive_errno) F(archive_error_string) F(archive_filter_bytes) \
  F(archive_filter_count) F(archive_read_data) F(archive_read_data_block) F(archive_read_free) \
  F(archive_read_new) F(archive_read_next_header) F(archive_read_open_fd) F(archive_read_open_filename) \
  F(archive_read_open_memory) F(archive_read_support_filter_all) F(archive_read_support_filter_gzip) \
  F(archive_read_support_filter_zstd) F(archive_read_support_format_7zip) F(archive_read_support_format_empty) \
  F(archive_read_support_format_raw) F(archive_read_support_format_tar) F(archive_read_support_format_zip)
// clang-format on

struct ArchiveFunctions {
#define CAVEAT_MEMBER(f) decltype(&::f) f = nullptr;  // NOLINT(bugprone-macro-parentheses): a name to declare
  CAVEAT_ARCHIVE_FUNCTIONS(CAVEAT_MEMBER)
#undef CAVEAT_MEMBER
  bool there = false;  // else no function may be called
};
const ArchiveFunctions& LibArchive();

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_LIBARCHIVE_H_
