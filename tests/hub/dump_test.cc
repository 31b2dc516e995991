#include "hub/dump.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace caveat::hub {
namespace {

model::Repository Line(const std::string& line, const std::string& mapping = "") {
  Columns columns;
  std::string wrong, error;
  EXPECT_TRUE(columns.Parse(mapping, &wrong)) << wrong;
  Found found;
  EXPECT_TRUE(ReadDumpLine(line, columns, &found, &error)) << error;
  EXPECT_EQ(found.repository.layout, model::Layout::kDump);
  return std::move(found.repository);
}

TEST(Dump, Cards) {
  const model::Repository r = Line(R"({"modelId":"a/b","author":"a","card":"# Card\n","sha":"00"})");
  EXPECT_EQ(r.id, "a/b");
  EXPECT_EQ(r.revision, "00");
  ASSERT_EQ(r.files.size(), 1u);
  EXPECT_EQ(r.files[0].path, "README.md");
  EXPECT_EQ(r.files[0].bytes, "# Card\n");
  EXPECT_FALSE(r.paths_complete);
}

TEST(Dump, RecordsOfTheHub) {
  const model::Repository r = Line(
      R"({"_id":"1","id":"a/b","cardData":{"license":"mit","base_model":["x/y"],"no":null},"siblings":[{"rfilename":"README.md"},{"rfilename":"LICENSE"}],"config":{"model_type":"llama"}})");
  EXPECT_EQ(r.id, "a/b");
  EXPECT_TRUE(r.paths_complete);
  ASSERT_EQ(r.files.size(), 3u);
  EXPECT_EQ(r.files[0].path, "LICENSE");
  EXPECT_EQ(r.files[0].content, model::Content::kListed);
  EXPECT_EQ(r.files[1].bytes, "---\nlicense: \"mit\"\nbase_model: \n  - \"x/y\"\n---\n");
  EXPECT_EQ(r.files[2].bytes, R"({"model_type":"llama"})");
}

TEST(Dump, OnlyTags) {
  const model::Repository r = Line(
      R"({"id":"a/b","tags":["license:mit","base_model:x/y","base_model:finetune:x/y","dataset:d/e","region:us"]})");
  ASSERT_EQ(r.files.size(), 1u);
  EXPECT_EQ(r.files[0].bytes,
            "---\nlicense: \"mit\"\nbase_model:\n  - \"x/y\"\nbase_model_relation: \"finetune\"\ndatasets:\n  - "
            "\"d/e\"\n---\n");
}

TEST(Dump, MappedColumns) {
  const model::Repository r =
      Line(R"({"id":"wrong","name":"a/b","body":"text","card":"not this"})", "id=name,card=body");
  EXPECT_EQ(r.id, "a/b");
  EXPECT_EQ(r.files.at(0).bytes, "text");
  Columns columns;
  std::string wrong;
  EXPECT_FALSE(columns.Parse("id=x,sort=y", &wrong));
  EXPECT_EQ(wrong, "sort=y");
}

TEST(Dump, BadLines) {
  for (const char* line : {"", "x", "[1]", "{\"a\":1}", "{\"id\":\"a/b\""}) {
    Found found;
    std::string error;
    EXPECT_FALSE(ReadDumpLine(line, Columns(), &found, &error)) << line;
    EXPECT_FALSE(error.empty());
  }
}

TEST(Dump, PartsHoldEachLineOnce) {
  const std::string path = "/tmp/caveat_dump_" + std::to_string(getpid()) + ".jsonl";
  const std::string filler(3000, 'x');
  {
    std::ofstream out(path);
    for (int i = 0; i < 2000; ++i) out << "{\"id\":\"a/" << i << "\",\"card\":\"" << filler << "\"}\n";
    out << "\nbroken\n{\"id\":\"a/last\"}";  // no line end at the end
  }
  Columns columns;
  std::vector<std::string> problems, ids;
  DumpReader reader(path, "d", columns, {}, [&](Problem p) { problems.push_back(p.path); });
  uint32_t part = 0;
  bool last = false;
  while (const std::unique_ptr<Piece> piece = reader.Next()) {
    EXPECT_FALSE(last);
    EXPECT_EQ(piece->part, part++);
    last = piece->last;
    piece->Read([&](const Found& found) { return ids.push_back(found.key), true; },
                [&](Problem p) { problems.push_back(p.path); });
  }
  unlink(path.c_str());
  EXPECT_TRUE(last);
  EXPECT_GT(part, 3u);
  ASSERT_EQ(ids.size(), 2001u);
  EXPECT_EQ(ids[1999], "a/1999");
  EXPECT_EQ(ids[2000], "a/last");
  EXPECT_EQ(problems, std::vector<std::string>{path + ":2002"});
}

}  // namespace
}  // namespace caveat::hub
