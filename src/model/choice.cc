#include "model/choice.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "classify/names.h"

namespace caveat::model {
namespace {

constexpr size_t kMaxBranches = 64;

std::string OwnId(const spdx::Node& leaf) {
  const names::License* license = names::Find(leaf.license);
  return license != nullptr ? std::string(license->id) : leaf.license;
}

void Collect(const spdx::Node& node, std::vector<std::string>* out) {
  if (node.kind == spdx::Node::Kind::kLicense) AddOnce(out, OwnId(node));
  for (const spdx::Node& operand : node.operands) Collect(operand, out);
}

// The choice in an expression: itself, or the first of what has to hold together.
std::optional<spdx::Node> ChoiceIn(std::string_view text) {
  const spdx::Expression expression = spdx::Parse(text);
  if (!expression.valid) return std::nullopt;
  if (expression.root.kind == spdx::Node::Kind::kOr) return expression.root;
  for (const spdx::Node& operand : expression.root.operands) {
    if (operand.kind == spdx::Node::Kind::kOr) return operand;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> LicensesOfExpression(std::string_view text) {
  std::vector<std::string> ids;
  const spdx::Expression expression = spdx::Parse(text);
  if (expression.valid && expression.root.kind != spdx::Node::Kind::kLicense) Collect(expression.root, &ids);
  return ids;
}

std::optional<spdx::Node> ChoiceOf(const View& view, const std::vector<Declared>& declared) {
  for (const Declared& d : declared) {
    if (auto choice = ChoiceIn(d.value)) return choice;
  }
  if (view.cards().empty()) return std::nullopt;
  const Document& card = view.documents()[view.cards()[0].document].document;
  return card.expression ? ChoiceIn(*card.expression) : std::nullopt;
}

std::vector<Branch> BranchesOf(const spdx::Node& node) {
  if (node.kind == spdx::Node::Kind::kLicense) return {{OwnId(node)}};
  std::vector<Branch> out;
  if (node.kind == spdx::Node::Kind::kOr) {
    for (const spdx::Node& operand : node.operands) {
      std::vector<Branch> branches = BranchesOf(operand);
      if (branches.empty() || out.size() + branches.size() > kMaxBranches) return {};
      std::move(branches.begin(), branches.end(), std::back_inserter(out));
    }
    return out;
  }
  out.emplace_back();
  for (const spdx::Node& operand : node.operands) {
    const std::vector<Branch> branches = BranchesOf(operand);
    if (branches.empty() || out.size() * branches.size() > kMaxBranches) return {};
    std::vector<Branch> joined;
    for (const Branch& head : out) {
      for (const Branch& tail : branches) {
        joined.push_back(head);
        for (const std::string& license : tail) AddOnce(&joined.back(), license);
      }
    }
    out = std::move(joined);
  }
  return out;
}

}  // namespace caveat::model
