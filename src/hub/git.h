// File: src/hub/git.h
//
// A git repository without a working tree (bare, mirrored, or cloned without a checkout): the tree of HEAD, or of the
// ref that the user names. Paths of everything, contents of what is wished for; read with libgit2, nothing is checked
// out and no hook or filter runs.

#ifndef CAVEAT_HUB_GIT_H_
#define CAVEAT_HUB_GIT_H_

#include <string>
#include <vector>

#include "hub/listing.h"
#include "hub/source.h"

namespace caveat::hub {

// Whether a folder with these entries is a git folder: HEAD, objects and refs.
bool IsGitFolder(const std::vector<Entry>& entries);

class GitPiece : public Piece {
 public:
  // `below`: the git folder itself ("org/name.git", or "org/name/.git").
  GitPiece(std::string root, std::string below, std::string ref, const Limits& limits);
  void Read(const std::function<bool(Found)>& visit, const OnProblem& problem) override;
  Stamp Look() override;

 private:
  std::string root_, below_, ref_;
  Limits limits_;
};

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_GIT_H_
