#include "hub/git.h"

#include <git2.h>
#include <gtest/gtest.h>

#include "temporary_folder.h"

namespace caveat::hub {
namespace {

// A bare repository with one commit of these files, made with libgit2.
std::string MakeBare(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& files) {
  git_libgit2_init();
  git_repository* repository = nullptr;
  EXPECT_EQ(git_repository_init(&repository, folder.c_str(), 1), 0);
  git_treebuilder* builder = nullptr;
  git_treebuilder_new(&builder, repository, nullptr);
  for (const auto& [name, content] : files) {
    git_oid blob;
    git_blob_create_from_buffer(&blob, repository, content.data(), content.size());
    git_treebuilder_insert(nullptr, builder, name.c_str(), &blob, GIT_FILEMODE_BLOB);
  }
  git_oid tree_id, commit_id;
  git_treebuilder_write(&tree_id, builder);
  git_tree* tree = nullptr;
  git_tree_lookup(&tree, repository, &tree_id);
  git_signature* who = nullptr;
  git_signature_new(&who, "a", "a@example.org", 1, 0);
  EXPECT_EQ(git_commit_create(&commit_id, repository, "HEAD", who, who, nullptr, "x", tree, 0, nullptr), 0);
  git_remote* remote = nullptr;
  git_remote_create(&remote, repository, "origin", "https://hub.example/org/name");
  git_remote_free(remote);
  git_signature_free(who);
  git_tree_free(tree);
  git_treebuilder_free(builder);
  git_repository_free(repository);
  return git_oid_tostr_s(&commit_id);
}

TEST(Git, ReadsHeadOfABareRepository) {
  const TemporaryFolder temporary;
  const std::string& folder = temporary.path();
  const std::string commit = MakeBare(
      folder + "/x.git", {{"README.md", "# Card"},
                          {"model.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 77\n"},
                          {"z.png", "data"}});
  GitPiece piece(folder, "x.git", "", {});
  const Stamp stamp = piece.Look();
  std::vector<model::Repository> found;
  std::vector<Problem> problems;
  const auto read = [&](GitPiece& from) {
    from.Read([&](Found f) { return found.push_back(std::move(f.repository)), true; },
              [&](Problem p) { problems.push_back(p); });
  };
  read(piece);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].id, "org/name");
  EXPECT_EQ(found[0].revision, commit);
  ASSERT_EQ(found[0].files.size(), 3u);
  EXPECT_EQ(found[0].files[0].bytes, "# Card");
  EXPECT_EQ(found[0].files[1].content, model::Content::kPointer);
  EXPECT_EQ(found[0].files[1].size, 77u);
  EXPECT_EQ(found[0].files[2].content, model::Content::kListed);
  EXPECT_EQ(GitPiece(folder, "x.git", "", {}).Look(), stamp);

  GitPiece other(folder, "x.git", "no-such-ref", {});
  EXPECT_NE(other.Look(), stamp);
  read(other);
  GitPiece missing(folder, "y.git", "", {});
  read(missing);
  EXPECT_EQ(found.size(), 1u);
  EXPECT_EQ(problems.size(), 2u);
}

}  // namespace
}  // namespace caveat::hub
