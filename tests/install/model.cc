// A program of somebody else's that judges a repository of its own making through the public headers alone.
//
//   model_cc FILE        FILE is what its LICENSE says

#include <caveat.h>
#include <model/ask.h>
#include <model/judge.h>
#include <model/pointer.h>
#include <model/roles.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

int main(int, char** argv) {
  std::ifstream file(argv[1], std::ios::binary);
  const std::string terms(std::istreambuf_iterator<char>(file), {});
  const std::string card = "---\nlicense: mit\n---\n# A model\n";

  caveat::model::Repository repository;
  repository.id = "acme/tiny";
  for (const auto& [path, bytes] : {std::pair("LICENSE", terms), std::pair("README.md", card)}) {
    if (caveat::model::WishFor(path, bytes.size()) < bytes.size() || caveat::model::ReadPointer(bytes)) return 1;
    repository.files.push_back({path, bytes.size(), true, caveat::model::Content::kWhole, bytes, ""});
  }

  const auto rules = caveat::Rules::BuiltIn();
  caveat::Scanner scanner(*rules);
  const caveat::model::Model model = caveat::model::Reader(scanner).Read(repository);
  for (const auto& [document, role] : model.documents) {
    std::cout << document.path << ": " << caveat::model::RoleName(role) << "\n";
    for (const caveat::Finding& finding : document.findings) std::cout << "  " << finding.clause << "\n";
  }
  for (const auto& conflict : model.conflicts) std::cout << "conflict: " << conflict.kind << "\n";

  caveat::model::Profile profile;
  profile.commercial = true;
  profile.users = 5'000'000;
  std::cout << "with 5 million users: " << caveat::model::Ask(model, profile).answer << "\n";
  return caveat::model::AskFields().empty() || model.id != "acme/tiny";
}
