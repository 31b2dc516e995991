#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <mutex>

#include "store/reader.h"
#include "store/sweep.h"
#include "temporary_folder.h"

namespace caveat::store {
namespace {

class SweepTest : public testing::Test {
 protected:
  // Each repository holds one text that all share and one of its own.
  void Write(int repositories, int without = 0) {
    Writer writer;
    ASSERT_TRUE(writer.Open(path_, {"/mirror", "1", "r", "l", 0, 1})) << writer.error();
    auto shared = std::make_shared<Document>();
    shared->findings.resize(2);
    shared->findings[0].clause = shared->findings[1].clause = ClauseName(1);
    std::vector<int64_t> ids;
    for (int i = 0; i < repositories; ++i) {
      Answer answer;
      answer.stamp = static_cast<uint64_t>(i);
      answer.model.id = "org/" + std::to_string(i);
      answer.model.path = "/mirror/" + answer.model.id;
      answer.model.openness.openness_class = "open-weights";
      auto own = std::make_shared<Document>();
      own->summary = answer.model.id;
      answer.documents = {{"LICENSE", model::Role::kLicense, std::string(32, 's'), shared},
                          {"README.md", model::Role::kCard, "", own}};
      const int64_t unit = writer.BeginUnit(answer.model.id, std::nullopt);
      ids.push_back(writer.Put(unit, answer, std::nullopt));
      writer.EndUnit(unit, 1, 2);
    }
    // Holes among the ids, as a later run leaves them.
    for (int i = 0; i < without; ++i) writer.RemoveRepository(ids[static_cast<size_t>(i) * 3]);
    ASSERT_TRUE(writer.Finish(Writer::Status::kDone, {}));
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/hub.db";
  std::string error_;
};

TEST_F(SweepTest, EachRepositoryOnceWhateverTheThreads) {
  Write(1000, 100);
  for (const unsigned threads : {1u, 2u, 7u}) {
    std::mutex mutex;
    std::map<std::string, int> seen;
    ASSERT_TRUE(Sweep(
        path_, threads,
        [&](const Swept& swept) {
          const std::lock_guard lock(mutex);
          EXPECT_LT(swept.worker, threads);
          ++seen[swept.model.id];
          EXPECT_EQ(swept.model.openness.openness_class, "open-weights");
          EXPECT_EQ(swept.documents.size(), 2u);
          EXPECT_EQ(swept.documents[0].path, "LICENSE");
          EXPECT_EQ(swept.documents[0].role, model::Role::kLicense);
          EXPECT_EQ(swept.documents[0].document->findings.size(), 2u);
          EXPECT_EQ(swept.documents[1].document->summary, swept.model.id);
          return true;
        },
        &error_));
    EXPECT_EQ(seen.size(), 900u);
    for (const auto& [id, times] : seen) EXPECT_EQ(times, 1) << id;
    EXPECT_FALSE(seen.contains("org/0"));
  }
}

TEST_F(SweepTest, EndsWhenAsked) {
  Write(1000);
  std::mutex mutex;
  int seen = 0;
  ASSERT_TRUE(Sweep(
      path_, 2,
      [&](const Swept&) {
        const std::lock_guard lock(mutex);
        return ++seen < 10;
      },
      &error_));
  EXPECT_GE(seen, 10);
  EXPECT_LE(seen, 11);  // the other thread may be on its way
}

TEST_F(SweepTest, SaysWhatIsDamaged) {
  Write(10);
  {
    Connection db;
    ASSERT_TRUE(db.Open(path_, Connection::Mode::kWrite));
    ASSERT_TRUE(db.Run("UPDATE model_answer SET answer = x'ff' WHERE repository = 7"));
  }
  const auto visit = [](const Swept&) { return true; };
  EXPECT_FALSE(Sweep(path_, 2, visit, &error_));
  EXPECT_NE(error_.find("is damaged; scan again"), std::string::npos) << error_;
  EXPECT_FALSE(Sweep(folder_.path() + "/none.db", 2, visit, &error_));
}

TEST_F(SweepTest, NothingThere) {
  Write(0);
  EXPECT_TRUE(Sweep(
      path_, 3, [](const Swept&) { return false; }, &error_));
}

}  // namespace
}  // namespace caveat::store
