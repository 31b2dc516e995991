#include "scan/run.h"

#include <absl/container/flat_hash_map.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <climits>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>

#include "hub/fill.h"
#include "hub/listing.h"
#include "hub/walk.h"
#include "model/card_notes.h"
#include "model/judge.h"
#include "model/texts.h"
#include "scan/cache.h"
#include "scan/claims.h"
#include "scan/licenses.h"
#include "scan/queue.h"
#include "sha256.h"
#include "store/codec.h"
#include "store/writer.h"

namespace caveat::scan {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr size_t kPiecesInJob = 32;  // the first ones are shorter, so that few pieces keep all threads busy
constexpr size_t kJobsWaiting = 8;
constexpr size_t kAnswersWaiting = size_t{32} << 20;  // bytes, about
constexpr size_t kCommitEvery = 4000;                 // repositories
constexpr auto kCommitAfter = milliseconds(2000);
constexpr auto kTick = milliseconds(100);
constexpr size_t kProblemsTold = 1000;
constexpr size_t kSlowest = 5;

double Since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Processor time of the calling thread, in nanoseconds.
uint64_t CpuNow() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec);
}

struct StampHash {
  size_t operator()(const hub::Stamp& stamp) const { return stamp.low; }
};

// A unit of an earlier run.
struct Known {
  int64_t id = 0;
  hub::Stamp stamp;
  bool complete = false;
  uint32_t index = 0;
};

// What a pass over the source is for.
enum class Aim {
  kAll,
  kRedo,     // repositories whose base has another licence than was thought
  kForeign,  // repositories of other shards that ours were made of: their licences
};

using Job = std::vector<std::unique_ptr<hub::Piece>>;

// What a thread tells the writer.
struct Event {
  enum class Kind : uint8_t { kSame, kBegin, kKeep, kPut, kEnd, kProblem, kBase };
  Kind kind = Kind::kProblem;
  std::string key;             // kSame, kBegin; kBase: id
  int64_t id = 0;              // kKeep: the repository; kPut: the one it replaces, or 0
  std::optional<Known> known;  // kSame, kBegin
  std::unique_ptr<store::Answer> answer;
  std::shared_ptr<Claims> claims;  // kEnd: what is left of it is gone
  hub::Stamp stamp;                // kEnd
  hub::Problem problem;
  std::string license;  // kBase
  double share = 0, seconds = 0;
};

size_t WeightOf(const store::Answer& answer) {
  size_t weight = 4096;
  for (const store::StoredDocument& document : answer.documents)
    weight += 256 + (document.sha256.empty() ? document.document->findings.size() * 512 + 1024 : 0);
  return weight;
}

// Of all that the judge is given.
uint64_t StampOf(const model::Repository& repository, const hub::Stamp& engine) {
  hub::Stamper stamp;
  stamp.Add(engine.low);
  stamp.Add(repository.id);
  stamp.Add(repository.revision);
  stamp.Add(repository.path);
  stamp.Add(uint64_t{static_cast<unsigned>(repository.layout)} * 2 + repository.paths_complete);
  for (const model::File& file : repository.files) {
    stamp.Add(file.path);
    stamp.Add(file.size);
    stamp.Add(static_cast<uint64_t>(file.content));
    if (file.content != model::Content::kListed) stamp.Add(file.bytes);
    if (!file.error.empty()) stamp.Add(file.error);
  }
  return stamp.Finish().low;
}

class Runner {
 public:
  Runner(const Options& options, Summary* summary)
      : options_(options), summary_(*summary), cache_(options.cache_bytes), cards_(options.cache_bytes / 2) {
    threads_ = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    known_ = options.known != nullptr ? options.known : classify::KnownLicenses::BuiltIn();
  }

  Ended Run();

 private:
  struct Worker;
  // One walk over the source. `stale`: only these repositories, of these units.
  struct Pass {
    explicit Pass(unsigned threads) : jobs(std::max<size_t>(kJobsWaiting, threads)), answers(kAnswersWaiting) {}
    const std::vector<std::string>* units = nullptr;  // sorted; null: all
    Queue<Job> jobs;
    InOrder<Event> answers;
    std::atomic<bool> stop = false;
    bool walked = false;  // to its end
    std::vector<std::string> unlisted;
  };

  bool RunPass(Pass* pass);
  void WalkAll(Pass* pass);
  void Work(Pass* pass, Worker* worker);
  void WorkOn(Pass* pass, Worker* worker, uint64_t number, hub::Piece* piece, std::vector<Event>* events,
              size_t* weight);
  std::unique_ptr<store::Answer> Judge(Worker* worker, const model::Repository& repository, uint64_t stamp);
  std::shared_ptr<const Content> Check(Worker* worker, const std::string& sha256, const model::Text& text);
  std::shared_ptr<const Content> CheckCard(Worker* worker, const model::Text& text, uint64_t body);
  static Document CheckText(Worker* worker, const std::string& sha256, const model::Text& text);
  std::optional<std::string> LicenseOf(Worker* worker, std::string_view id);
  void Apply(Event* event);
  bool Removals(const Pass& pass);
  void LoadUnits();
  void Tell(bool force);
  bool Mine(std::string_view key, std::string_view inner) const;
  const Known* Find(std::string_view key) const;
  bool Interrupted() const { return options_.interrupted && options_.interrupted(); }

  const Options& options_;
  Summary& summary_;
  unsigned threads_ = 1;
  std::shared_ptr<const classify::KnownLicenses> known_;
  hub::Stamp engine_;
  store::Writer writer_;
  ContentCache cache_, cards_;  // of texts that the store keeps too, and of cards
  LicenseBook licenses_;
  ClaimsBook claims_;
  hub::Spool spool_;
  absl::flat_hash_map<hub::Stamp, Known, StampHash> units_;
  std::vector<bool> seen_;
  std::unordered_set<int64_t> stale_;
  std::vector<std::unique_ptr<Worker>> workers_;
  Aim aim_ = Aim::kAll;
  bool contents_before_ = false, repositories_before_ = false;  // in the file, from an earlier run
  std::unordered_set<std::string> bases_;
  std::vector<std::pair<std::string, std::string>> foreign_;  // id, licence

  // Of the writer.
  int64_t unit_ = 0;
  size_t uncommitted_ = 0;
  Clock::time_point started_, committed_, told_;
  double share_ = 0;
  std::string at_;
  std::atomic<uint64_t> bytes_ = 0, texts_ = 0, texts_seen_ = 0;
  std::atomic<uint64_t> walk_time_ = 0, read_time_ = 0, check_time_ = 0, judge_time_ = 0;  // nanoseconds of processors
};

struct Runner::Worker {
  Worker(const Rules& rules, std::shared_ptr<const classify::KnownLicenses> known) : scanner(rules, std::move(known)) {}
  Scanner scanner;
  store::Connection reader;
  store::Statement find_content, find_repositories, find_license;
  store::Decoder decoder;
  uint64_t judging = 0;  // nanoseconds of the job at hand
};

Document Runner::CheckText(Worker* worker, const std::string& sha256, const model::Text& text) {
  CheckOptions options;
  options.sha256 = false;
  Document document = worker->scanner.Check("", text.bytes, options);
  document.sha256 = Hex(sha256);
  return document;
}

bool Runner::Mine(std::string_view key, std::string_view inner) const {
  if (options_.shards <= 1) return true;
  std::string whole(key);
  if (!inner.empty()) whole.append("\n").append(inner);
  return hub::StampOf(whole).low % options_.shards == options_.shard;
}

const Known* Runner::Find(std::string_view key) const {
  const auto at = units_.find(hub::StampOf(key));
  return at == units_.end() ? nullptr : &at->second;
}

void Runner::LoadUnits() {
  writer_.ForEachUnit([&](std::string_view key, const store::UnitState& state) {
    Known known{state.id, {state.stamp_high, state.stamp_low}, state.complete, static_cast<uint32_t>(seen_.size())};
    units_.emplace(hub::StampOf(key), known);
    seen_.push_back(false);
  });
}

// The licence of a repository by itself: as this run found it, else as the file knows it. Of what is put right only
// the file, which is complete then.
std::optional<std::string> Runner::LicenseOf(Worker* worker, std::string_view id) {
  std::optional<std::string> license;
  if (aim_ != Aim::kRedo && (licenses_.Of(id, &license) || !repositories_before_)) return license;
  store::Statement& query = worker->find_license;
  query.Text(id).Text(id);
  if (query.Next() && !query.IsNull(0)) license = query.Bytes(0);
  query.Reset();
  return license;
}

// ---- the thread that walks

void Runner::WalkAll(Pass* pass) {
  hub::WalkOptions walk_options;
  walk_options.limits = options_.limits;
  walk_options.git_ref = options_.git_ref;
  walk_options.columns = options_.columns;
  walk_options.spool = options_.root == "-" ? &spool_ : nullptr;
  if (!options_.verify && aim_ == Aim::kAll) {
    walk_options.known = [&](std::string_view key, const hub::Stamp& stamp) {
      const Known* known = Find(key);
      hub::Stamper mixed;
      mixed.Add(engine_.low);
      mixed.Add(stamp.high);
      mixed.Add(stamp.low);
      return known != nullptr && known->complete && known->stamp == mixed.Finish();
    };
  }
  if (pass->units != nullptr) {
    walk_options.enter = [&](std::string_view below) {
      if (below.empty()) return true;
      const auto at = std::lower_bound(pass->units->begin(), pass->units->end(), below);
      if (at != pass->units->end() && (*at == below || (at->starts_with(below) && (*at)[below.size()] == '/')))
        return true;
      // "a-b" sorts before "a/b"
      const std::string prefix = std::string(below) + "/";
      const auto inner = std::lower_bound(pass->units->begin(), pass->units->end(), prefix);
      return inner != pass->units->end() && inner->starts_with(prefix);
    };
  }
  std::vector<hub::Problem> problems;
  hub::Walk walk(options_.root, std::move(walk_options), [&](hub::Problem p) { problems.push_back(std::move(p)); });
  uint64_t jobs = 0;
  const auto give = [&](Job* job) {
    if (job->empty()) return true;
    ++jobs;
    return pass->jobs.Push(std::exchange(*job, {}));
  };
  Job job;
  bool going = true;
  uint64_t start = CpuNow();
  while (going && !pass->stop) {
    std::unique_ptr<hub::Piece> piece = walk.Next();
    if (piece == nullptr) break;
    if (aim_ == Aim::kForeign) {
      if (!piece->many && Mine(piece->key, {})) continue;
      if (const std::optional<std::string> id = piece->Id(); id && bases_.count(*id) == 0) continue;
    } else if (!piece->many && !Mine(piece->key, {})) {
      continue;
    }
    if (pass->units != nullptr && !std::binary_search(pass->units->begin(), pass->units->end(), piece->key)) continue;
    const bool alone = piece->many;
    if (alone) going = give(&job);
    job.push_back(std::move(piece));
    if (alone || job.size() >= std::min<size_t>(kPiecesInJob, 1 + jobs / threads_)) {
      walk_time_ += CpuNow() - start;
      going = going && give(&job);
      start = CpuNow();
    }
  }
  walk_time_ += CpuNow() - start;
  if (going) give(&job);
  pass->walked = going && !pass->stop;
  pass->unlisted = walk.unlisted();
  summary_.links = walk.links();
  // What could not be walked comes last, whatever happened when.
  std::vector<Event> events;
  if (aim_ == Aim::kAll) {
    for (hub::Problem& problem : problems) {
      Event& event = events.emplace_back();
      event.problem = std::move(problem);
    }
  }
  pass->answers.SetJobs(jobs + 1);
  pass->answers.Push(jobs, std::move(events), 0, true);
  pass->jobs.Close();
}

// ---- the threads that read and judge

void Runner::Work(Pass* pass, Worker* worker) {
  while (std::optional<std::pair<uint64_t, Job>> job = pass->jobs.Pop()) {
    std::vector<Event> events;
    size_t weight = 0;
    const uint64_t start = CpuNow();
    worker->judging = 0;
    for (std::unique_ptr<hub::Piece>& piece : job->second) {
      if (pass->stop) break;
      WorkOn(pass, worker, job->first, piece.get(), &events, &weight);
      piece.reset();
    }
    read_time_ += CpuNow() - start - worker->judging;
    judge_time_ += worker->judging;
    if (!pass->answers.Push(job->first, std::move(events), weight, true)) break;
  }
}

void Runner::WorkOn(Pass* pass, Worker* worker, uint64_t number, hub::Piece* piece, std::vector<Event>* events,
                    size_t* weight) {
  const auto add = [&](Event::Kind kind) -> Event& {
    Event& event = events->emplace_back();
    event.kind = kind;
    event.share = piece->share;
    return event;
  };
  if (aim_ == Aim::kForeign) {
    const auto look_at = [&](const hub::Found& found) {
      if (pass->stop) return false;
      if (Mine(piece->key, piece->many ? found.key : std::string()) || bases_.count(found.repository.id) == 0)
        return true;
      Event& event = add(Event::Kind::kBase);
      event.key = found.repository.id;
      const uint64_t cpu = CpuNow();
      event.license = Judge(worker, found.repository, 0)->license;
      worker->judging += CpuNow() - cpu;
      return true;
    };
    piece->Read(look_at, [](const hub::Problem&) {});
    return;
  }
  const Known* known = Find(piece->key);
  hub::Stamper mixed;
  const hub::Stamp look = piece->Look();
  mixed.Add(engine_.low);
  mixed.Add(look.high);
  mixed.Add(look.low);
  const hub::Stamp stamp = mixed.Finish();
  // Standard input has no time stamp.
  if (aim_ == Aim::kAll && !options_.verify && known != nullptr && known->complete && known->stamp == stamp &&
      look != hub::Stamp()) {
    Event& event = add(Event::Kind::kSame);
    event.known = *known;
    return;
  }
  std::shared_ptr<Claims> claims;
  if (known != nullptr) {
    claims = claims_.Of(piece->key, [&](Claims* out) {
      store::Statement& query = worker->find_repositories;
      query.Int(known->id);
      while (query.Next()) out->Add(static_cast<uint64_t>(query.Number(1)), query.Number(0));
    });
  }
  if (piece->part == 0) {
    Event& event = add(Event::Kind::kBegin);
    event.key = piece->key;
    if (known != nullptr) event.known = *known;
  }
  bool whole = true;
  const auto visit = [&](const hub::Found& found) {
    if (pass->stop) return whole = false;
    if (piece->many && !Mine(piece->key, found.key)) return true;
    uint64_t bytes = 0;
    for (const model::File& file : found.repository.files) bytes += file.bytes.size();
    if (aim_ == Aim::kAll) bytes_ += bytes;
    const uint64_t content = StampOf(found.repository, engine_);
    std::optional<int64_t> before;
    if (claims != nullptr) before = claims->Take(content);
    if (before && stale_.count(*before) == 0) {
      add(Event::Kind::kKeep).id = *before;
      return true;
    }
    if (!before && claims != nullptr && !piece->many) before = claims->TakeAny();
    const auto begin = Clock::now();
    const uint64_t cpu = CpuNow();
    std::unique_ptr<store::Answer> answer = Judge(worker, found.repository, content);
    worker->judging += CpuNow() - cpu;
    const double seconds = Since(begin);
    *weight += WeightOf(*answer);
    Event& event = add(Event::Kind::kPut);
    event.id = before.value_or(0);
    event.answer = std::move(answer);
    event.seconds = seconds;
    // A piece may be long: what there is goes on its way.
    if (piece->many && events->size() >= 64) {
      if (!pass->answers.Push(number, std::exchange(*events, {}), std::exchange(*weight, 0), false))
        return whole = false;
    }
    return true;
  };
  piece->Read(visit, [&](hub::Problem problem) { add(Event::Kind::kProblem).problem = std::move(problem); });
  if (whole && piece->last) {
    Event& event = add(Event::Kind::kEnd);
    event.stamp = stamp;
    event.claims = std::move(claims);
    event.key = piece->key;
  }
}

std::shared_ptr<const Content> Runner::Check(Worker* worker, const std::string& sha256, const model::Text& text) {
  bool made = false;
  auto content = cache_.Get(
      sha256,
      [&]() -> std::shared_ptr<const Content> {
        auto out = std::make_shared<Content>();
        if (contents_before_ || cache_.forgot()) {
          store::Statement& query = worker->find_content;
          query.Blob(sha256).Int(writer_.ruleset());
          const bool there = query.Next() && worker->decoder.Document(query.Bytes(0), &out->document);
          query.Reset();
          if (there) {
            if (aim_ == Aim::kAll) ++texts_seen_;
            return out;
          }
        }
        out->document = CheckText(worker, sha256, text);
        return out;
      },
      &made);
  if (!made && aim_ == Aim::kAll) ++texts_seen_;
  return content;
}

std::shared_ptr<const Content> Runner::CheckCard(Worker* worker, const model::Text& text, uint64_t body) {
  const std::string sha256 = Sha256(text.bytes);
  bool made = false;
  auto content = cards_.Get(
      sha256,
      [&] {
        auto out = std::make_shared<Content>();
        out->document = CheckText(worker, sha256, text);
        out->notes = std::make_shared<const model::CardNotes>(
            model::ReadCardNotes(text.bytes, body, out->document, worker->scanner.text(), worker->scanner.words()));
        return out;
      },
      &made);
  if (!made && aim_ == Aim::kAll) ++texts_seen_;
  return content;
}

std::unique_ptr<store::Answer> Runner::Judge(Worker* worker, const model::Repository& repository, uint64_t stamp) {
  auto answer = std::make_unique<store::Answer>();
  answer->stamp = stamp;
  std::vector<model::Source> sources = model::ReadSources(repository);
  std::vector<model::Text> texts = model::Texts(repository, sources);
  const uint64_t start = CpuNow();
  std::vector<Document> documents;
  std::map<std::string, std::pair<std::string, std::shared_ptr<const Document>>, std::less<>> shared;  // by path
  model::NotesOfTexts notes(texts.size());
  documents.reserve(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    const model::Text& text = texts[i];
    if (aim_ == Aim::kAll) ++texts_;
    if (text.repeats) {
      const std::string sha256 = Sha256(text.bytes);
      std::shared_ptr<const Content> content = Check(worker, sha256, text);
      documents.push_back(content->document);
      // A text inside a file has its places moved to where it stands there: an answer of its own.
      if (text.offset == 0 && text.path.find('#') == std::string::npos)
        shared.emplace(text.path, std::pair(sha256, std::shared_ptr<const Document>(content, &content->document)));
    } else if (model::IsCardText(text)) {
      std::shared_ptr<const Content> content = CheckCard(worker, text, model::BodyOf(sources, text.file));
      documents.push_back(content->document);
      notes[i] = content->notes;
    } else {
      documents.push_back(worker->scanner.Check(text.path, text.bytes));
    }
    documents.back().path = text.path;
  }
  check_time_ += CpuNow() - start;
  std::map<std::string, std::optional<std::string>, std::less<>> given;
  model::Context context;
  context.license_of = [&](std::string_view id) {
    std::optional<std::string> license = LicenseOf(worker, id);
    given.emplace(id, license);
    return license;
  };
  answer->model = model::Judge(repository, sources, texts, std::move(documents), notes, context);
  model::Model& model = answer->model;
  answer->license = model::OwnLicense(model);
  for (const model::Inherited& inherited : model.inherited) {
    const auto at = given.find(inherited.base_model);
    answer->given.push_back(at == given.end() ? std::nullopt : at->second);
  }
  if (!model.id.empty() && !answer->license.empty()) licenses_.Add(model.id, answer->license);
  for (model::RoledDocument& roled : model.documents) {
    store::StoredDocument& out = answer->documents.emplace_back();
    out.path = roled.document.path;
    out.role = roled.role;
    const auto at = shared.find(out.path);
    if (at != shared.end()) {
      out.sha256 = at->second.first;
      out.document = at->second.second;
    } else {
      out.document = std::make_shared<const Document>(std::move(roled.document));
    }
  }
  model.documents.clear();
  return answer;
}

// ---- the thread that writes

void Runner::Apply(Event* event) {
  share_ = std::max(share_, event->share);
  switch (event->kind) {
    case Event::Kind::kSame: {
      seen_[event->known->index] = true;
      return;
    }
    case Event::Kind::kBegin: {
      if (event->known) seen_[event->known->index] = true;
      unit_ = writer_.BeginUnit(event->key, event->known ? std::optional(event->known->id) : std::nullopt);
      return;
    }
    case Event::Kind::kKeep: {
      if (aim_ == Aim::kAll) ++summary_.same;
      return;
    }
    case Event::Kind::kPut: {
      writer_.Put(unit_, *event->answer, event->id > 0 ? std::optional(event->id) : std::nullopt);
      if (aim_ == Aim::kAll) ++summary_.judged;  // and not once more when it is put right
      ++uncommitted_;
      at_ = event->answer->model.path;
      auto& slowest = summary_.slowest;
      if (slowest.size() < kSlowest || slowest.back().first < event->seconds) {
        slowest.emplace_back(event->seconds, at_);
        std::sort(slowest.begin(), slowest.end(), std::greater<>());
        if (slowest.size() > kSlowest) slowest.pop_back();
      }
      return;
    }
    case Event::Kind::kEnd: {
      if (event->claims != nullptr) {
        for (const int64_t id : event->claims->Left()) {
          writer_.RemoveRepository(id);
          ++summary_.removed;
          ++uncommitted_;
        }
        claims_.Forget(event->key);
      }
      writer_.EndUnit(unit_, event->stamp.high, event->stamp.low);
      return;
    }
    case Event::Kind::kBase: {
      if (!event->license.empty()) foreign_.emplace_back(std::move(event->key), std::move(event->license));
      return;
    }
    case Event::Kind::kProblem: {
      if (aim_ != Aim::kAll) return;
      writer_.AddProblem(event->problem.path, event->problem.reason);
      ++summary_.unread;
      if (summary_.problems.size() < kProblemsTold) summary_.problems.push_back(std::move(event->problem));
      return;
    }
  }
}

void Runner::Tell(bool force) {
  if (!options_.progress || (!force && Clock::now() - told_ < kTick)) return;
  told_ = Clock::now();
  Progress progress;
  progress.share = share_;
  progress.seconds = Since(started_);
  progress.judged = summary_.judged;
  progress.repositories = summary_.judged + summary_.same;
  progress.unread = summary_.unread;
  progress.bytes = bytes_;
  progress.at = at_;
  options_.progress(progress);
}

// False: stopped before the end.
bool Runner::RunPass(Pass* pass) {
  std::thread walker([&] { WalkAll(pass); });
  std::vector<std::thread> threads;
  for (auto& worker : workers_) threads.emplace_back([&, w = worker.get()] { Work(pass, w); });
  bool done = false, good = true;
  while (!done && good) {
    std::vector<Event> events = pass->answers.Take(kTick, &done);
    const uint64_t start = CpuNow();
    for (Event& event : events) Apply(&event);
    if (uncommitted_ >= kCommitEvery || (uncommitted_ > 0 && Clock::now() - committed_ > kCommitAfter)) {
      good = writer_.Commit();
      uncommitted_ = 0;
      committed_ = Clock::now();
    }
    good = good && writer_.ok();
    summary_.write_seconds += static_cast<double>(CpuNow() - start) / 1e9;
    Tell(false);
    if (Interrupted()) break;
  }
  const bool stopped = !done || !good;
  if (stopped) {
    pass->stop = true;
    pass->answers.Stop();
    pass->jobs.Close();
  }
  walker.join();
  for (std::thread& thread : threads) thread.join();
  return !stopped && pass->walked;
}

// Takes out what the source no longer has, but for what lies where it could not be looked.
bool Runner::Removals(const Pass& pass) {
  std::vector<std::pair<int64_t, std::string>> gone;
  writer_.ForEachUnit([&](std::string_view key, const store::UnitState& state) {
    const Known* known = Find(key);
    if (known == nullptr || known->id != state.id || seen_[known->index]) return;
    for (const std::string& unlisted : pass.unlisted) {
      if (unlisted.empty() || key == unlisted || (key.starts_with(unlisted) && key[unlisted.size()] == '/')) return;
    }
    gone.emplace_back(state.id, key);
  });
  for (const auto& [id, key] : gone) summary_.removed += static_cast<uint64_t>(writer_.RemoveUnit(id));
  return writer_.ok();
}

Ended Runner::Run() {
  started_ = committed_ = told_ = Clock::now();
  Ended ended;
  store::Writer::Options writer;
  char resolved[PATH_MAX];
  writer.root = options_.root != "-" && realpath(options_.root.c_str(), resolved) != nullptr ? resolved : options_.root;
  writer.version = std::string(Version());
  writer.rules = options_.rules->hash();
  writer.licenses = known_->hash();
  writer.shard = options_.shard;
  writer.shards = options_.shards;
  engine_ = hub::StampOf(writer.version + "\n" + writer.rules + "\n" + writer.licenses + "\n" + options_.git_ref +
                         "\n" + options_.columns_text + "\n" + std::to_string(store::kCodecVersion));
  if (!writer_.Open(options_.db, writer)) return {End::kFailed, writer_.error(), true};
  summary_.resumed = writer_.resumed();
  LoadUnits();
  const auto has = [&](const std::string& table) {
    store::Statement any(writer_.connection(), "SELECT 1 FROM " + table + " LIMIT 1");
    const bool there = any.Next();
    any.Reset();
    return there;
  };
  contents_before_ = has("content");
  repositories_before_ = has("repository");
  for (unsigned i = 0; i < threads_; ++i) {
    auto worker = std::make_unique<Worker>(*options_.rules, known_);
    if (!worker->reader.Open(options_.db, store::Connection::Mode::kRead))
      return {End::kFailed, worker->reader.error(), true};
    worker->find_content = store::Statement(&worker->reader,
                                            "SELECT a.answer FROM content c JOIN content_answer a ON a.content = c.id "
                                            "WHERE c.sha256 = ? AND c.ruleset = ?");
    worker->find_repositories =
        store::Statement(&worker->reader, "SELECT id, stamp FROM repository WHERE unit = ? ORDER BY id");
    worker->find_license = store::Statement(
        &worker->reader,
        "SELECT text FROM name WHERE id = (SELECT CASE WHEN min(license) = max(license) THEN min(license) END FROM ("
        "SELECT license FROM repository WHERE name = ? AND license IS NOT NULL UNION ALL "
        "SELECT license FROM base WHERE name = ?))");
    workers_.push_back(std::move(worker));
  }

  if (options_.root == "-") {
    const size_t slash = options_.db.rfind('/');
    spool_.Open(slash == std::string::npos ? "." : options_.db.substr(0, slash + 1));
  }
  bool finished = false;
  {
    Pass pass(threads_);
    finished = RunPass(&pass);
    if (finished && writer_.ok()) Removals(pass);
  }
  const bool again = options_.root != "-" || spool_.whole();
  if (finished && options_.shards > 1 && again) {
    aim_ = Aim::kForeign;
    bases_ = writer_.Bases();
    Pass pass(threads_);
    if (!bases_.empty()) finished = RunPass(&pass);
    if (finished) writer_.PutBases(foreign_);
  }
  // Licences of base models that were read after what was made of them: these are judged once more.
  if (finished && writer_.BuildIndexes() && writer_.Commit()) {
    uncommitted_ = 0;
    std::vector<std::string> keys;
    for (auto& [id, key] : writer_.StaleUnits()) keys.push_back(std::move(key));
    if (!keys.empty() && again) {
      stale_ = writer_.StaleRepositories();
      units_.clear();
      seen_.clear();
      LoadUnits();
      aim_ = Aim::kRedo;
      std::sort(keys.begin(), keys.end());
      const uint64_t removed = summary_.removed;
      Pass pass(threads_);
      pass.units = &keys;
      finished = RunPass(&pass);
      summary_.removed = removed;
    }
  }
  store::RunCounts counts;
  {
    const auto number = [&](const char* sql) {
      store::Statement query(writer_.connection(), sql);
      const int64_t out = query.Next() ? query.Number(0) : 0;
      query.Reset();
      return static_cast<uint64_t>(out);
    };
    summary_.repositories = number("SELECT count(*) FROM repository");
    summary_.unread += number("SELECT coalesce(sum(unread), 0) FROM repository WHERE unread > 0");
  }
  summary_.same = summary_.repositories > summary_.judged ? summary_.repositories - summary_.judged : 0;
  summary_.bytes = bytes_;
  summary_.texts = texts_;
  summary_.texts_seen = texts_seen_;
  summary_.walk_seconds = static_cast<double>(walk_time_) / 1e9;
  summary_.read_seconds = static_cast<double>(read_time_) / 1e9;
  summary_.check_seconds = static_cast<double>(check_time_) / 1e9;
  summary_.judge_seconds = static_cast<double>(judge_time_ - check_time_) / 1e9;
  share_ = finished ? 1 : share_;
  counts.repositories = static_cast<int64_t>(summary_.repositories);
  counts.changed = static_cast<int64_t>(summary_.judged);
  counts.removed = static_cast<int64_t>(summary_.removed);
  counts.unread = static_cast<int64_t>(summary_.unread);
  counts.bytes = static_cast<int64_t>(summary_.bytes);
  counts.seconds = Since(started_);
  const uint64_t start = CpuNow();
  const bool written =
      writer_.ok() &&
      writer_.Finish(finished ? store::Writer::Status::kDone : store::Writer::Status::kInterrupted, counts);
  summary_.write_seconds += static_cast<double>(CpuNow() - start) / 1e9;
  summary_.seconds = Since(started_);
  Tell(true);
  if (!written) return {End::kFailed, writer_.error().empty() ? writer_.connection()->error() : writer_.error(), false};
  ended.end = finished ? End::kDone : End::kInterrupted;
  return ended;
}

}  // namespace

Ended Run(const Options& options, Summary* summary) { return Runner(options, summary).Run(); }

}  // namespace caveat::scan
