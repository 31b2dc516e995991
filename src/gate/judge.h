// File: src/gate/judge.h
//
// A policy asked about one subject: a text, or a repository. Says which rule is broken, by which clause, where, and
// what an exception would have to say. Pure, thread-safe, linear in rules times findings.
//
//   Gate gate(policy, "2026-11-22");
//   gate.Ask({.document = &document});
//   gate.result().violations ...

#ifndef CAVEAT_GATE_JUDGE_H_
#define CAVEAT_GATE_JUDGE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "caveat.h"
#include "classify/expression.h"
#include "gate/policy.h"
#include "model/model.h"

namespace caveat::gate {

// What is asked about: a text, or a repository.
struct Subject {
  // A document that repositories share stands under another path in each of them.
  struct Part {
    std::string_view path;
    const Document* document = nullptr;
  };
  const Document* document = nullptr;
  const model::Model* model = nullptr;
  // Of the model, where it does not hold them itself (model->documents is empty).
  std::span<const Part> parts = {};
};

struct Violation {
  std::string rule, because;
  Action action = Action::kDeny;
  std::string repository;  // id or path of a model; empty for a text
  std::string folder;      // where that repository lies
  std::string document;    // path; empty where no text bears it out
  std::string sha256;      // of that document
  std::string clause;      // empty where the rule asks for no clause
  std::optional<Span> span;
  std::string quote;
  std::string license;      // the expression of the subject
  std::string explanation;  // one sentence
  std::string hint;         // the exception to write, in TOML
};

// An exception that was used, or that would have been had it not expired.
struct Used {
  std::string rule, repository, document, reason, expires;
  uint32_t line = 0;  // in the policy
};

struct Result {
  std::vector<Violation> violations;
  std::vector<Used> excepted, expired;
  uint64_t checked = 0;
  bool Denied() const;  // a violation of action deny
  // Puts `other` behind.
  void Append(Result other);
};

class Gate {
 public:
  // `policy` must outlive it. `today` is "2026-11-22": an exception counts up to and with the day on which it expires.
  Gate(const Policy& policy, std::string_view today);
  void Ask(const Subject& subject);
  const Result& result() const { return result_; }
  // What was found since the last call, for those who ask about many.
  Result Take() { return std::exchange(result_, Result()); }

 private:
  struct View;
  bool Holds(const Rule& rule, const View& view, std::vector<Violation>* found) const;
  bool Denied(std::string_view id) const;
  void Licenses(const View& view);
  void Report(Violation violation, const View& view);

  const Policy& policy_;
  std::string today_;
  std::vector<spdx::Expression> allow_;
  Result result_;
};

}  // namespace caveat::gate

#endif  // CAVEAT_GATE_JUDGE_H_
