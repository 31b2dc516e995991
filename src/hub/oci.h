// File: src/hub/oci.h
//
// Models packed as OCI artefacts, in an image layout on disk (`oci-layout`, `index.json`, `blobs`): of KitOps, of the
// CNCF ModelPack and of Docker's model runner. Each manifest is a repository; small layers are read, tar layers member
// by member, weights only as far as their header.

#ifndef CAVEAT_HUB_OCI_H_
#define CAVEAT_HUB_OCI_H_

#include <string>
#include <vector>

#include "hub/listing.h"
#include "hub/source.h"

namespace caveat::hub {

bool IsOciLayout(const std::vector<Entry>& entries);

class OciPiece : public Piece {
 public:
  OciPiece(std::string root, std::string below, const Limits& limits);
  void Read(const std::function<bool(Found)>& visit, const OnProblem& problem) override;
  Stamp Look() override;

 private:
  std::string root_, below_;
  Limits limits_;
};

}  // namespace caveat::hub

#endif  // CAVEAT_HUB_OCI_H_
