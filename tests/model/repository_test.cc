#include "model/repository.h"

#include <gtest/gtest.h>

#include <set>

namespace caveat::model {
namespace {

TEST(RepositoryTest, LayoutNames) {
  EXPECT_EQ(LayoutName(Layout::kDirectory), "directory");
  EXPECT_EQ(LayoutName(Layout::kHfLocalDir), "hf-local-dir");
  EXPECT_EQ(LayoutName(Layout::kHfCache), "hf-cache");
  EXPECT_EQ(LayoutName(Layout::kModelScope), "modelscope");
  EXPECT_EQ(LayoutName(Layout::kArchive), "archive");
  EXPECT_EQ(LayoutName(Layout::kGgufFile), "gguf-file");
  EXPECT_EQ(LayoutName(Layout::kSafetensorsFile), "safetensors-file");
  EXPECT_EQ(LayoutName(Layout::kPaths), "paths");
  EXPECT_EQ(LayoutName(Layout::kMemory), "memory");
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Layout::kMemory); ++i) names.insert(LayoutName(static_cast<Layout>(i)));
  EXPECT_EQ(names.size(), static_cast<size_t>(Layout::kMemory) + 1);
}

}  // namespace
}  // namespace caveat::model
