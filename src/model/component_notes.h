// File: src/model/component_notes.h
//
// What the words of a card tell of the components of its model: headings with enough text below them, links that say
// what they lead to, and a few phrases. Which of it counts depends on the repository: model/components.h decides.
// Pure, thread-safe; the words around headings, links and phrases are looked at, of the others nothing.

#ifndef CAVEAT_MODEL_COMPONENT_NOTES_H_
#define CAVEAT_MODEL_COMPONENT_NOTES_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/prose.h"

namespace caveat::model {

inline constexpr size_t kMostEvidence = 5;  // for a component

// Places of the components in AllComponents().
namespace component {
enum Index : uint8_t {
  kArchitecture,
  kParameters,
  kReport,
  kEvalResults,
  kModelCard,
  kDataCard,
  kSamples,
  kTrainingCode,
  kInferenceCode,
  kEvalCode,
  kEvalData,
  kLibraries,
  kDatasets,
  kPreprocessing,
  kIntermediate,
  kMetadata,
  kPaper,
};
}  // namespace component

struct ComponentNotes {
  struct Note {
    component::Index component = component::kModelCard;
    bool there = false;    // it is; otherwise something points to it
    bool of_card = false;  // the evidence stands in the card: its path goes before it
    std::string evidence;
    bool operator==(const Note&) const = default;
  };
  struct HubLink {
    std::string name;   // words of the repository's name, as NameWords gives them
    std::string shown;  // the address
  };
  bool describes = false;             // the card has enough words to describe anything
  std::vector<Note> notes;            // in the order of the text; of each kind the first that can count
  std::vector<std::string> datasets;  // addresses of data it was trained on; the first that can count
  std::vector<HubLink> hub_links;
  bool linked_repository = false;  // code lies elsewhere
  bool usage = false;              // it shows how the model is used
};

class ComponentReader {
 public:
  // Both must outlive it.
  ComponentReader(const Prose& prose, ComponentNotes* notes);
  // Words that are neither part of a heading nor an address, and none of these, tell nothing.
  static const FirstWords& first_words();
  // To be called in the order of the words, from the first one behind the head on.
  void At(uint32_t i);

 private:
  uint32_t Heading(uint32_t i);
  void Link(uint32_t i);
  void Phrase(uint32_t i);
  void Add(component::Index component, bool there, bool of_card, std::string evidence);

  const Prose& prose_;
  ComponentNotes& notes_;
  uint32_t next_ = 0;  // words before it were part of a heading
  std::array<std::array<uint8_t, 2>, 17> kept_ = {};
};

}  // namespace caveat::model

#endif  // CAVEAT_MODEL_COMPONENT_NOTES_H_
