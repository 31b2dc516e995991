#include "store/writer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "store/merge.h"
#include "store/reader.h"
#include "store/schema.h"
#include "temporary_folder.h"

namespace caveat::store {
namespace {

class Store : public testing::Test {
 protected:
  std::string Path(const std::string& name) const { return folder_.path() + "/" + name; }

  static Writer::Options Options(uint32_t shard = 0, uint32_t shards = 1) {
    return {"/mirror", "1", "r", "l", shard, shards};
  }

  static Answer Model(const std::string& id, const std::string& license, const std::string& base = "",
                      std::optional<std::string> given = std::nullopt) {
    Answer answer;
    answer.stamp = std::hash<std::string>()(id + license);
    answer.model.id = id;
    answer.model.path = "/mirror/" + id;
    answer.license = license;
    auto shared = std::make_shared<Document>();
    shared->language = "en";
    shared->findings.resize(2);
    shared->findings[0].clause = shared->findings[1].clause = ClauseName(1);
    answer.documents.push_back({"LICENSE", model::Role::kLicense, std::string(32, 's'), shared});
    auto card = std::make_shared<Document>();
    card->mentions = {{"MIT License", "MIT", {}, "code", {}}};
    answer.documents.push_back({"README.md", model::Role::kCard, "", card});
    if (!base.empty()) {
      answer.model.inherited.push_back({base, "finetune", "declared", "README.md", "base_model", "", "", 0, {}});
      answer.given.push_back(given);
    }
    return answer;
  }
  static int64_t Rows(Connection* db, const std::string& table) {
    Statement query(db, "SELECT count(*) FROM " + table);
    const int64_t rows = query.Next() ? query.Number(0) : -1;
    query.Reset();
    return rows;
  }
  void Write(const std::string& name, const std::vector<Answer>& answers, uint32_t shard = 0, uint32_t shards = 1) {
    Writer writer;
    ASSERT_TRUE(writer.Open(Path(name), Options(shard, shards))) << writer.error();
    for (const Answer& answer : answers) {
      const int64_t unit = writer.BeginUnit(answer.model.id, std::nullopt);
      writer.Put(unit, answer, std::nullopt);
      writer.EndUnit(unit, 1, 2);
    }
    ASSERT_TRUE(writer.Finish(Writer::Status::kDone, {}));
  }

  TemporaryFolder folder_;
};

TEST_F(Store, WhatIsWrittenIsRead) {
  Write("a.db", {Model("b/x", "MIT"), Model("a/x", "Apache-2.0")});
  Reader reader;
  ASSERT_TRUE(reader.Open(Path("a.db"))) << reader.error();
  std::vector<std::string> ids;
  ASSERT_TRUE(reader.ForEachModel(0, [&](const model::Model& m) {
    ids.push_back(m.id);
    EXPECT_EQ(m.documents.size(), 2u);
    EXPECT_EQ(m.documents[0].document.findings.size(), 2u);
    EXPECT_EQ(m.documents[1].document.path, "README.md");
    EXPECT_EQ(m.documents[1].role, model::Role::kCard);
    return true;
  }));
  EXPECT_EQ(ids, (std::vector<std::string>{"a/x", "b/x"}));
  EXPECT_FALSE(reader.unfinished());
  EXPECT_EQ(reader.ruleset().rules, "r");
}

TEST_F(Store, SharedTextsStandThereOnce) {
  Write("a.db", {Model("a/x", "MIT"), Model("b/x", "MIT"), Model("c/x", "MIT")});
  Reader reader;
  ASSERT_TRUE(reader.Open(Path("a.db")));
  EXPECT_EQ(Rows(reader.connection(), "document"), 6);
  EXPECT_EQ(Rows(reader.connection(), "content"), 4);
  EXPECT_EQ(Rows(reader.connection(), "finding"), 2);
  EXPECT_EQ(Rows(reader.connection(), "v_findings"), 6);
}

TEST_F(Store, NothingRemainsOfWhatIsRemoved) {
  Write("a.db", {Model("a/x", "MIT"), Model("b/x", "MIT", "a/x", "MIT")});
  Writer writer;
  ASSERT_TRUE(writer.Open(Path("a.db"), Options()));
  std::vector<UnitState> units;
  writer.ForEachUnit([&](std::string_view, const UnitState& unit) { units.push_back(unit); });
  ASSERT_EQ(units.size(), 2u);
  EXPECT_TRUE(units[0].complete);
  EXPECT_EQ(units[0].stamp_low, 2u);
  for (const UnitState& unit : units) EXPECT_EQ(writer.RemoveUnit(unit.id), 1);
  ASSERT_TRUE(writer.Finish(Writer::Status::kDone, {}));
  for (const char* table : {"unit", "repository", "document", "content", "finding", "mention", "inherited", "component",
                            "model_answer", "content_answer"})
    EXPECT_EQ(Rows(writer.connection(), table), 0) << table;
}

TEST_F(Store, WhatWasNotCommittedIsGone) {
  {
    Writer writer;
    ASSERT_TRUE(writer.Open(Path("a.db"), Options()));
    writer.Put(writer.BeginUnit("a/x", std::nullopt), Model("a/x", "MIT"), std::nullopt);
    ASSERT_TRUE(writer.Commit());
    writer.Put(writer.BeginUnit("b/x", std::nullopt), Model("b/x", "MIT"), std::nullopt);
  }
  Reader reader;
  ASSERT_TRUE(reader.Open(Path("a.db")));
  EXPECT_TRUE(reader.unfinished());
  EXPECT_EQ(Rows(reader.connection(), "repository"), 1);
  Writer writer;
  ASSERT_TRUE(writer.Open(Path("a.db"), Options()));
  EXPECT_TRUE(writer.resumed());
  writer.ForEachUnit([&](std::string_view, const UnitState& unit) { EXPECT_FALSE(unit.complete); });
}

TEST_F(Store, OneWriterAtATime) {
  Writer first, second;
  ASSERT_TRUE(first.Open(Path("a.db"), Options()));
  EXPECT_FALSE(second.Open(Path("a.db"), Options()));
  EXPECT_NE(second.error().find("another run"), std::string::npos);
}

TEST_F(Store, RefusesOtherShardsAndOtherFiles) {
  Write("a.db", {Model("a/x", "MIT")}, 0, 2);
  Writer writer;
  EXPECT_FALSE(writer.Open(Path("a.db"), Options(1, 2)));
  EXPECT_NE(writer.error().find("shard 0/2"), std::string::npos) << writer.error();
  {
    Connection other;
    ASSERT_TRUE(other.Open(Path("o.db"), Connection::Mode::kCreate) && other.Run("CREATE TABLE t(x)"));
  }
  Writer on_other;
  EXPECT_FALSE(on_other.Open(Path("o.db"), Options()));
}

TEST_F(Store, TellsWhoseBaseHasAnotherLicence) {
  Write("a.db", {Model("base/x", "MIT"), Model("right/x", "MIT", "base/x", "MIT"), Model("late/x", "MIT", "base/x"),
                 Model("gone/x", "MIT", "no/where", "MIT"), Model("none/x", "MIT", "no/where")});
  Writer writer;
  ASSERT_TRUE(writer.Open(Path("a.db"), Options()));
  std::vector<std::string> keys;
  for (const auto& [id, key] : writer.StaleUnits()) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(keys, (std::vector<std::string>{"gone/x", "late/x"}));
  EXPECT_EQ(writer.StaleRepositories().size(), 2u);
}

TEST_F(Store, SeveralLicencesOfOneIdAreNone) {
  Answer other = Model("base/x", "GPL-3.0-only");
  other.model.path = "/mirror/elsewhere";
  Write("a.db", {Model("base/x", "MIT"), Model("late/x", "MIT", "base/x")});
  Writer writer;
  ASSERT_TRUE(writer.Open(Path("a.db"), Options()));
  EXPECT_EQ(writer.StaleUnits().size(), 1u);
  writer.Put(writer.BeginUnit("elsewhere", std::nullopt), other, std::nullopt);
  EXPECT_EQ(writer.StaleUnits().size(), 0u);
}

TEST_F(Store, MergedShardsAreOneFile) {
  Write("0.db", {Model("a/x", "MIT")}, 0, 2);
  Write("1.db", {Model("b/x", "MIT", "a/x", "MIT")}, 1, 2);
  const Merged merged = Merge(Path("m.db"), {Path("0.db"), Path("1.db")}, {});
  EXPECT_EQ(merged.error, "");
  EXPECT_EQ(merged.repositories, 2);
  Writer writer;
  ASSERT_TRUE(writer.Open(Path("m.db"), Options())) << writer.error();
  EXPECT_EQ(Rows(writer.connection(), "content"), 3);
  EXPECT_TRUE(writer.StaleUnits().empty());
  writer.ForEachUnit([&](std::string_view, const UnitState& unit) { EXPECT_TRUE(unit.complete); });
}

}  // namespace
}  // namespace caveat::store
