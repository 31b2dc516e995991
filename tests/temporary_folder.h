// A new folder that goes with all that is in it when the test ends.

#ifndef CAVEAT_TESTS_TEMPORARY_FOLDER_H_
#define CAVEAT_TESTS_TEMPORARY_FOLDER_H_

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace caveat {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    if (mkdtemp(path_.data()) == nullptr) ADD_FAILURE() << "no folder can be made in /tmp";
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/caveat_test_XXXXXX";
};

}  // namespace caveat

#endif  // CAVEAT_TESTS_TEMPORARY_FOLDER_H_
