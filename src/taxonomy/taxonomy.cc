// File: src/taxonomy/taxonomy.cc
//
// The spelling of every id, once.

#include "taxonomy/taxonomy.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace caveat {
namespace {

// In the order of the taxonomy, group after group.
constexpr auto kClauses = std::to_array<ClauseInfo>({
    {"grant.use", "Use", "You may run the work."},
    {"grant.commercial-use", "Commercial use", "You may use the work in business, in words that say so."},
    {"grant.modification", "Modification", "You may change the work, fine-tune it or build on it."},
    {"grant.distribution", "Distribution", "You may pass the original work on to others."},
    {"grant.derivative-distribution", "Distribution of derivatives", "You may pass changed versions on to others."},
    {"grant.sublicense", "Sublicensing", "You may license the work on to others yourself."},
    {"grant.hosting", "Hosting", "You may run the work as a service for others."},
    {"grant.output-use", "Free use of outputs", "What the model produces for you is yours to use."},
    {"grant.patent", "Patent licence", "The licensor's patents in the work are licensed to you."},
    {"condition.include-license", "Include the licence", "Whoever gets a copy must get the licence text with it."},
    {"condition.include-notice", "Keep notices and credit",
     "Existing notices stay in place and the authors are credited."},
    {"condition.notice-file", "Notice file", "A notice file with set content has to travel with the work."},
    {"condition.state-changes", "State changes", "Say that you changed what you changed."},
    {"condition.disclose-source", "Disclose source", "Passing the work on obliges you to make its source available."},
    {"condition.network-source", "Source for network users",
     "People who reach the work over a network must be offered its source."},
    {"condition.same-license", "Same licence", "What you derive has to stay under this licence or a compatible one."},
    {"condition.pass-through-restrictions", "Pass on the use restrictions",
     "Your own terms must impose the use restrictions on those who receive it from you."},
    {"condition.bind-recipients", "Bind recipients",
     "Those who receive it from you must be bound by this whole agreement."},
    {"condition.display-attribution", "Display a name",
     "A given name or phrase must be visible to your users or the public."},
    {"condition.name-derivatives", "Name derived models", "The name of a derived model has to carry a given word."},
    {"condition.mark-ai-content", "Mark generated content",
     "Content made with the model must be recognisable as machine-made."},
    {"condition.content-filter", "Keep safety filters", "Safety filters or moderation have to be in place."},
    {"condition.registration", "Register first",
     "You have to register, apply or be approved before you use it, or before you do so commercially."},
    {"condition.acknowledge-publication", "Cite in publications",
     "Papers and published results must mention the work."},
    {"condition.use-latest-version", "Move to new versions", "You are to keep up with newer versions of the work."},
    {"condition.data-protection", "Protect personal data", "Handling personal data lawfully is part of your duties."},
    {"condition.report", "Report to the licensor", "Certain events or usage must be told to the licensor."},
    {"condition.fee", "Fee", "Money is owed, from the start or beyond some point."},
    {"restriction.non-commercial", "Non-commercial", "You may not use it, or what comes of it, commercially."},
    {"restriction.research-only", "Research only",
     "It is licensed for research, teaching or evaluation and nothing else."},
    {"restriction.no-derivatives", "No derivatives", "You may not change it, or may not share what you changed."},
    {"restriction.scale-cap", "Scale cap", "Beyond a stated size of business or audience the rights change."},
    {"restriction.territory", "Territory", "Some countries or regions are left out."},
    {"restriction.hosting", "No hosting", "You may not run it as a service for others without a further licence."},
    {"restriction.no-redistribution", "No redistribution", "You may not pass it on without permission."},
    {"restriction.output-training", "No training of other models",
     "You may not use it or its outputs to build other models."},
    {"restriction.distillation-as-derivative", "Distilled models are derivatives",
     "A model that learnt from its outputs falls under the same licence."},
    {"restriction.competing-product", "No competing products",
     "You may not build rivals of the licensor's offering with it."},
    {"restriction.reverse-engineering", "No reverse engineering",
     "You may not take it apart or try to extract what is inside."},
    {"restriction.benchmark-publication", "No publishing of benchmarks",
     "Measured results may be published only with the licensor's consent."},
    {"restriction.persons", "Excluded persons", "Certain people, bodies or branches cannot be licensees."},
    {"restriction.acceptable-use-policy", "Acceptable-use policy", "A list of forbidden uses is part of the deal."},
    {"use.unlawful", "Unlawful use", "No use against the law."},
    {"use.third-party-rights", "Rights of others", "No violation of what belongs to others, such as copyrights."},
    {"use.contraband", "Drugs and contraband", "No trade in drugs, smuggled goods or the like."},
    {"use.unlicensed-profession", "Unlicensed professional practice",
     "No work in regulated professions without the licence they require."},
    {"use.harm-minors", "Harm to minors", "Nothing that hurts or exploits children."},
    {"use.csam", "Child abuse material", "No sexual material of children."},
    {"use.sexual-content", "Sexual content", "No pornography or explicit material."},
    {"use.sexual-exploitation", "Sexual exploitation",
     "No trafficking, sexual violence or intimate images without consent."},
    {"use.violence", "Violence", "No help with or call for violence."},
    {"use.terrorism", "Terrorism", "No support for terrorists or violent extremists."},
    {"use.self-harm", "Self-harm", "Nothing that leads people to hurt or starve themselves."},
    {"use.weapons", "Weapons", "No building or trade of weapons."},
    {"use.cbrn", "Weapons of mass destruction",
     "Nothing chemical, biological, radiological or nuclear that could kill."},
    {"use.military", "Military", "No use for war, armed forces or spying."},
    {"use.harm", "Harm in general", "Nothing meant or likely to hurt people."},
    {"use.harassment", "Harassment", "No bullying, threats or stalking."},
    {"use.hate", "Hate", "No hateful content."},
    {"use.defamation", "Defamation", "No insults or slander."},
    {"use.discrimination", "Discrimination", "No unfair treatment of people for what they are."},
    {"use.social-scoring", "Social scoring", "No rating of people by how they behave or what they are like."},
    {"use.exploit-vulnerable", "Exploiting the vulnerable", "No taking advantage of weak or dependent groups."},
    {"use.disinformation", "Disinformation", "No spreading of falsehoods that mislead or hurt."},
    {"use.elections", "Elections and campaigning", "No meddling in elections or political persuasion."},
    {"use.fraud", "Fraud", "No scams, phishing or cheating people for gain."},
    {"use.spam", "Spam", "No unwanted mass messages."},
    {"use.fake-engagement", "Fake engagement", "No invented reviews, followers or clicks."},
    {"use.impersonation", "Impersonation", "No posing as real people, by deepfake or cloned voice."},
    {"use.undisclosed-ai-content", "Undisclosed machine content",
     "No publishing of machine-made content without saying what it is."},
    {"use.claim-human", "Posing as human", "No letting people believe that the machine is a person."},
    {"use.academic-dishonesty", "Academic dishonesty", "No passing off of generated work as your own."},
    {"use.personal-data", "Personal data", "No harmful or unauthorised handling of data that identifies people."},
    {"use.sensitive-inference", "Sensitive inferences", "No guessing or gathering of private traits without consent."},
    {"use.tracking", "Tracking and biometrics", "No watching, following or face-matching of people."},
    {"use.automated-decision", "Automated decisions",
     "No leaving of decisions about people's rights to the machine alone."},
    {"use.justice", "Police, courts, migration", "No use in policing, courts, asylum or crime prediction."},
    {"use.medical", "Medical use", "No medical advice or diagnosis."},
    {"use.professional-advice", "Professional advice", "No legal, financial or similar advice."},
    {"use.essential-services", "Jobs, credit, housing",
     "No decisions on who gets work, loans, insurance, homes or schooling."},
    {"use.critical-infrastructure", "Critical infrastructure",
     "No running of power, traffic, vehicles or other safety-relevant systems."},
    {"use.malware", "Malware and hacking", "No harmful code and no attacks on systems."},
    {"use.safeguard-bypass", "Bypassing safeguards", "No removing or tricking of filters, guardrails or watermarks."},
    {"use.undisclosed-dangers", "Undisclosed dangers",
     "No hiding of known risks from the people who use your product."},
    {"use.national-security", "National security", "Nothing against the security, stability or interest of the state."},
    {"use.morals", "Public morals", "Nothing against decency or public order."},
    {"use.sector", "Barred sectors", "Some branches, such as gambling, are closed."},
    {"legal.warranty-disclaimer", "No warranty", "The work comes as it is, with no promises."},
    {"legal.liability-limit", "Liability limit", "The licensor answers for no damage, or only for some."},
    {"legal.indemnity", "Indemnity", "You cover the licensor's costs if others sue over your use."},
    {"legal.no-trademark", "No trademark rights", "Names and logos are not licensed to you."},
    {"legal.patent-retaliation", "Patent retaliation", "Suing over patents costs you your rights."},
    {"legal.ip-retaliation", "Retaliation for suits",
     "Suing over any kind of intellectual property costs you your rights."},
    {"legal.termination-on-breach", "Termination on breach", "Breaking the terms ends your rights."},
    {"legal.revocable", "Revocable", "The licensor may take the rights back at will."},
    {"legal.delete-on-termination", "Delete when it ends",
     "When the licence ends you stop using the work and delete it."},
    {"legal.unilateral-change", "Terms may change", "The licensor can alter the terms, and the new ones bind you."},
    {"legal.remote-restriction", "Remote restriction", "The licensor may limit or switch off your use from afar."},
    {"legal.governing-law", "Governing law", "The law or the courts for disputes are fixed."},
    {"legal.arbitration", "Arbitration", "Disputes go to arbitration, or class actions are waived."},
    {"legal.export-control", "Export control", "Export and sanctions rules have to be followed."},
    {"legal.confidentiality", "Confidentiality", "You have to keep things secret."},
    {"legal.audit", "Audit", "The licensor may check your records."},
    {"legal.feedback-license", "Feedback licence", "Your feedback or derivatives are licensed back to the licensor."},
    {"legal.output-ownership", "Outputs belong to the licensor",
     "The licensor claims rights in what the model produces."},
    {"legal.damages", "Penalty", "A breach costs a sum fixed in advance."},
});
static_assert(kClauses.size() == 106);

constexpr std::array<ClauseId, kClauses.size()> SortById() {
  std::array<ClauseId, kClauses.size()> order{};
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<ClauseId>(i);
  std::sort(order.begin(), order.end(), [](ClauseId a, ClauseId b) { return kClauses[a].id < kClauses[b].id; });
  return order;
}
constexpr auto kSorted = SortById();

constexpr auto kActivityNames = std::to_array<std::string_view>(
    {"private-use", "commercial-use", "modification", "distribution", "hosting", "output-training", "patent-use"});
constexpr auto kValueNames = std::to_array<std::string_view>({"allowed", "conditional", "prohibited", "unspecified"});
constexpr auto kCategoryNames =
    std::to_array<std::string_view>({"unknown", "no-redistribution", "research-only", "non-commercial",
                                     "no-derivatives", "scale-capped", "registration", "territory-limited",
                                     "use-restricted", "copyleft", "attribution-plus", "permissive", "public-domain"});
constexpr auto kFlagNames = std::to_array<std::string_view>(
    {"scale-triggered-attribution", "acceptable-use", "output-limits", "mutable-terms", "revocable", "indemnity",
     "territory", "remote-restriction", "naming", "patent-grant", "copyleft"});
constexpr auto kWhenNames = std::to_array<std::string_view>(
    {"before-use", "in-use", "on-modification", "on-distribution", "on-publication", "past-threshold"});
constexpr auto kConfidenceNames = std::to_array<std::string_view>({"certain", "likely", "weak"});

// Total: a value outside the enum has no name.
template <class Enum, size_t kSize>
std::string_view NameIn(const std::array<std::string_view, kSize>& names, Enum value) {
  const auto index = static_cast<size_t>(value);
  return index < kSize ? names[index] : std::string_view();
}

}  // namespace

std::span<const ClauseInfo> AllClauses() { return kClauses; }

std::optional<ClauseId> FindClause(std::string_view id) {
  const auto it = std::lower_bound(kSorted.begin(), kSorted.end(), id,
                                   [](ClauseId clause, std::string_view want) { return kClauses[clause].id < want; });
  if (it == kSorted.end() || kClauses[*it].id != id) return std::nullopt;
  return *it;
}

std::string_view ClauseName(ClauseId clause) {
  return clause < kClauses.size() ? kClauses[clause].id : std::string_view();
}

std::string_view ClauseGroup(ClauseId clause) {
  const std::string_view id = ClauseName(clause);
  return id.substr(0, id.find('.'));
}

std::string_view Name(Activity activity) { return NameIn(kActivityNames, activity); }
std::string_view Name(Value value) { return NameIn(kValueNames, value); }
std::string_view Name(Category category) { return NameIn(kCategoryNames, category); }
std::string_view Name(Flag flag) { return NameIn(kFlagNames, flag); }
std::string_view Name(When when) { return NameIn(kWhenNames, when); }
std::string_view Name(Confidence confidence) { return NameIn(kConfidenceNames, confidence); }

}  // namespace caveat
