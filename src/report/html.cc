#include "report/html.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "embedded.h"
#include "report/human.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kGroups = {{{"grant", "granted"},
                                                                                   {"condition", "a duty"},
                                                                                   {"restriction", "a limit"},
                                                                                   {"use", "a forbidden use"},
                                                                                   {"legal", "risk and term"}}};

// A piece of text that is marked: a finding, or words that were added to a known text.
struct Mark {
  uint64_t begin = 0, end = 0;
  std::string_view css;
  std::string id;     // "d1f3"
  uint32_t note = 0;  // index among the notes
};

// Where the paragraph at `at` ends: after the blank lines that follow it.
size_t ParagraphEnd(std::string_view bytes, size_t at) {
  bool words = false, blank_seen = false;
  while (at < bytes.size()) {
    size_t end = bytes.find('\n', at);
    end = end == std::string_view::npos ? bytes.size() : end + 1;
    const bool blank = bytes.substr(at, end - at).find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (!blank && words && blank_seen) return at;
    words = words || !blank;
    blank_seen = blank_seen || (blank && words);
    at = end;
  }
  return bytes.size();
}

size_t Start(std::string_view bytes) { return bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

uint32_t Lines(std::string_view text) { return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n')); }

// The line with which the paragraph begins that holds `line`.
uint32_t ParagraphAt(std::string_view bytes, uint32_t line) {
  uint32_t first = 1, last = 1;
  for (size_t at = Start(bytes); at < bytes.size();) {
    const size_t stop = ParagraphEnd(bytes, at);
    const uint32_t next = first + Lines(bytes.substr(at, stop - at));
    last = first;
    if (line < next) return first;
    first = next;
    at = stop;
  }
  return last;
}

// The text is shown, not only quotes of it.
bool HasRows(const Document& d, std::string_view bytes) {
  return d.status != Status::kError && d.status != Status::kBinary && bytes.size() > Start(bytes) &&
         bytes.find('\0') == std::string_view::npos;
}

class Page {
 public:
  explicit Page(const Export& e) : e_(e) {}

  std::string Run() {
    const std::string title = HtmlText(e_.model != nullptr && !e_.model->id.empty() ? e_.model->id : e_.name);
    out_ +=
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
        title + " - Caveat</title>\n<style>\n" + std::string(EmbeddedPageCss()) + "</style>\n</head>\n<body>\n" +
        "<a class=\"skip\" href=\"#main\">To the answer</a>\n";
    out_ += "<header><p class=\"tool\">Caveat</p><h1>" + title + "</h1></header>\n<main id=\"main\">\n";
    if (e_.model != nullptr) Model(*e_.model);
    if (e_.items.size() > 1) Contents();
    for (size_t i = 0; i < e_.items.size(); ++i) Text(i);
    out_ += "</main>\n<footer><p>" + std::string(Disclaimer()) + "</p><p>Caveat " + HtmlText(e_.tool.version) +
            ", rules " + HtmlText(e_.tool.rules) + ", licences " + HtmlText(e_.tool.licenses);
    if (!e_.created.empty()) out_ += ", " + HtmlText(e_.created);
    out_ += "</p></footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  static std::string DocumentId(size_t item) { return "d" + std::to_string(item + 1); }
  static std::string FindingId(size_t item, size_t finding) {
    return DocumentId(item) + "f" + std::to_string(finding + 1);
  }

  void Contents() {
    out_ += "<nav aria-label=\"Texts\"><h2>Texts</h2><ul>\n";
    for (size_t i = 0; i < e_.items.size(); ++i) {
      const Document& d = *e_.items[i].document;
      out_ += "<li><a href=\"#" + DocumentId(i) + "\">" + HtmlText(d.path) + "</a> <span class=\"quiet\">" +
              std::string(d.status == Status::kOk ? Name(d.verdict.category) : StatusName(d.status)) + "</span></li>\n";
    }
    out_ += "</ul></nav>\n";
  }

  // Links to the places that bear a statement out.
  std::string Links(const std::vector<Because>& because, size_t item) {
    std::string out;
    std::set<std::string> seen;
    size_t last = e_.items.size();
    for (const Because& b : because) {
      const size_t at = e_.model != nullptr ? b.document : item;
      if (b.kind != Because::Kind::kFinding || at >= e_.items.size() ||
          b.index >= e_.items[at].document->findings.size())
        continue;
      const Document& d = *e_.items[at].document;
      const std::string line = std::to_string(d.findings[b.index].span.start_line);
      if (!seen.insert(std::to_string(at) + ":" + line).second) continue;
      // A file is named once.
      const bool named = at == last;
      last = at;
      out += " <a class=\"place\" href=\"#" + FindingId(at, b.index) + "\">" +
             (e_.model == nullptr ? std::string("line ")
              : named             ? std::string("<span class=\"sr\">") + HtmlText(d.path) + "</span>:"
                                  : HtmlText(d.path) + ":") +
             line + "</a>";
    }
    return out;
  }

  void Verdict(const caveat::Verdict& verdict, const std::string& summary, size_t item) {
    out_ += "<p class=\"lead\"><strong class=\"category\">" + std::string(Name(verdict.category)) + "</strong> " +
            HtmlText(summary) + "</p>\n";
    if (!verdict.flags.empty()) {
      out_ += "<p class=\"flags\">";
      for (const Flag flag : verdict.flags) out_ += "<span class=\"flag\">" + std::string(Name(flag)) + "</span> ";
      out_ += "</p>\n";
    }
    out_ += "<div class=\"cards\">\n<section><h3>What it lets you do</h3><table class=\"may\"><tbody>\n";
    for (size_t i = 0; i < verdict.permissions.size(); ++i) {
      const Permission& p = verdict.permissions[i];
      out_ += "<tr class=\"v-" + std::string(Name(p.value)) + "\"><th scope=\"row\">" +
              std::string(ActivityWords(static_cast<Activity>(i))) + "</th><td>" + ValueWords(p.value, false) +
              "</td><td>" + Links(p.because, item) + "</td></tr>\n";
    }
    out_ += "</tbody></table></section>\n";
    if (!verdict.obligations.empty()) {
      out_ += "<section><h3>What you must do</h3>\n";
      std::string_view heading;
      for (const Obligation& o : verdict.obligations) {
        const std::string_view when = WhenWords(o.when);
        if (when != heading)
          out_ += std::string(heading.empty() ? "" : "</ul>\n") + "<h4>" + std::string(when) + "</h4><ul>\n";
        heading = when;
        out_ += "<li>" + HtmlText(o.text) + Links(o.because, item) + "</li>\n";
      }
      out_ += "</ul></section>\n";
    }
    out_ += "</div>\n";
  }

  void Identities(const Document& d) {
    if (d.identity.empty()) return;
    out_ += "<ul class=\"identity\">\n";
    for (const Identity& i : d.identity) {
      const std::string_view how = i.how == "exact"    ? "Word for word"
                                   : i.how == "edited" ? "With changes"
                                   : i.how == "quoted" ? "Holds the text of"
                                                       : "Names as its licence";
      out_ += "<li>" + std::string(how) + ": <strong>" + HtmlText(i.license) + "</strong>";
      if (!i.spdx.empty() && i.spdx != i.license) out_ += " <span class=\"quiet\">" + HtmlText(i.spdx) + "</span>";
      const auto places = [&](size_t n, const char* what) {
        if (n > 0)
          out_ += ", words " + std::string(what) + " at " + std::to_string(n) + (n == 1 ? " place" : " places");
      };
      places(i.added.size(), "added");
      places(i.missing.size(), "missing");
      out_ += "</li>\n";
    }
    out_ += "</ul>\n";
  }

  // What a clause means; said again in the same paragraph, only that it is.
  std::string Note(const Finding& f, size_t item, size_t finding, bool again = false) {
    const ClauseInfo& info = AllClauses()[f.clause_id];
    const std::string id = FindingId(item, finding);
    std::string out = "<p class=\"note " + std::string(ClauseGroup(f.clause_id)) + "\" id=\"n" + id + "\"><a href=\"#" +
                      id + "\">" + std::string(info.title) + "</a> " + (again ? "again." : HtmlText(info.meaning));
    const std::string params = ParamsWords(f);
    if (!params.empty()) out += " <em>" + HtmlText(params) + "</em>";
    if (f.confidence == Confidence::kLikely) out += " <span class=\"quiet\">likely</span>";
    if (f.confidence == Confidence::kWeak) out += " <span class=\"quiet\">a hint only</span>";
    if (f.hidden) out += " <strong>Hidden from readers.</strong>";
    return out + "</p>\n";
  }

  std::vector<Mark> Marks(size_t item, std::vector<std::string>* notes) {
    const Document& d = *e_.items[item].document;
    std::vector<Mark> marks;
    for (size_t k = 0; k < d.findings.size(); ++k) {
      const Finding& f = d.findings[k];
      marks.push_back({f.span.start_byte, f.span.end_byte, ClauseGroup(f.clause_id), FindingId(item, k),
                       static_cast<uint32_t>(notes->size())});
      notes->push_back(Note(f, item, k));
    }
    size_t number = 0;
    for (const Identity& i : d.identity) {
      for (const Identity::Added& added : i.added) {
        const std::string id = DocumentId(item) + "a" + std::to_string(++number);
        marks.push_back(
            {added.span.start_byte, added.span.end_byte, "added", id, static_cast<uint32_t>(notes->size())});
        notes->push_back("<p class=\"note added\" id=\"n" + id + "\"><a href=\"#" + id +
                         "\">Added words</a> Not part of " + HtmlText(i.license) + ".</p>\n");
      }
    }
    std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    return marks;
  }

  // The text in rows: a paragraph, and beside it the notes of the marks that begin there.
  void Rows(size_t item, std::string_view bytes) {
    const Document& d = *e_.items[item].document;
    std::vector<std::string> notes;
    std::vector<Mark> marks = Marks(item, &notes);
    // What lies beyond the bytes that were given has its note at the end.
    std::vector<Mark> beyond;
    std::erase_if(marks, [&](const Mark& m) {
      const bool out = m.begin >= m.end || m.end > bytes.size();
      if (out) beyond.push_back(m);
      return out;
    });
    size_t at = Start(bytes), next = 0;
    std::vector<const Mark*> open;  // marks that reach into what follows
    uint32_t line = 1;
    while (at < bytes.size()) {
      const size_t stop = ParagraphEnd(bytes, at);
      out_ += "<div class=\"row\"><pre id=\"" + DocumentId(item) + "l" + std::to_string(line) + "\">";
      const size_t first = next;
      while (next < marks.size() && marks[next].begin < stop) ++next;
      for (size_t i = first; i < next; ++i) open.push_back(&marks[i]);
      Paragraph(bytes, at, stop, open);
      out_ += "</pre><aside>";
      std::set<ClauseId> told;
      for (size_t i = first; i < next; ++i) {
        const uint32_t k = marks[i].note;  // notes begin with those of the findings
        const bool again = k < d.findings.size() && !told.insert(d.findings[k].clause_id).second;
        out_ += again ? Note(d.findings[k], item, k, true) : notes[k];
      }
      out_ += "</aside></div>\n";
      std::erase_if(open, [&](const Mark* m) { return m->end <= stop; });
      line += Lines(bytes.substr(at, stop - at));
      at = stop;
    }
    for (const Mark& m : beyond)
      out_ += "<div class=\"row\"><p id=\"" + m.id + "\"></p><aside>" + notes[m.note] + "</aside></div>\n";
  }

  // Marks overlap, elements may not: the text is cut wherever one begins or ends, and each piece says what it is.
  void Paragraph(std::string_view bytes, size_t begin, size_t end, const std::vector<const Mark*>& marks) {
    std::set<size_t> cuts = {begin, end};
    for (const Mark* m : marks) {
      cuts.insert(std::clamp<size_t>(m->begin, begin, end));
      cuts.insert(std::clamp<size_t>(m->end, begin, end));
    }
    size_t from = begin;
    for (const size_t to : cuts) {
      if (to <= from) continue;
      std::string css, anchors;
      std::set<std::string_view> classes;
      for (const Mark* m : marks) {
        if (m->begin > from || m->end < to) continue;
        if (classes.insert(m->css).second) css.append(css.empty() ? "" : " ").append(m->css);
        if (m->begin == from) anchors += "<a id=\"" + m->id + "\" href=\"#n" + m->id + "\" aria-label=\"note\"></a>";
      }
      std::string piece(bytes.substr(from, to - from));
      std::erase(piece, '\r');
      const std::string text = HtmlText(piece);
      out_ += anchors + (css.empty() ? text : "<mark class=\"" + css + "\">" + text + "</mark>");
      from = to;
    }
  }

  void Text(size_t item) {
    const Document& d = *e_.items[item].document;
    const std::string_view bytes = e_.items[item].bytes;
    out_ += "<article id=\"" + DocumentId(item) + "\">\n";
    if (e_.items.size() > 1 || e_.model != nullptr) out_ += "<h2>" + HtmlText(d.path) + "</h2>\n";
    if (!d.error.empty()) out_ += "<p class=\"error\">" + HtmlText(d.error) + "</p>\n";
    if (d.status == Status::kError || d.status == Status::kBinary) {
      out_ += "<p>" + HtmlText(d.summary) + "</p></article>\n";
      return;
    }
    if (e_.model == nullptr) Verdict(d.verdict, d.summary, item);
    Identities(d);
    if (HasRows(d, bytes)) {
      out_ += "<h3>The text</h3>\n";
      const bool marked = !d.findings.empty() || std::any_of(d.identity.begin(), d.identity.end(),
                                                             [](const Identity& i) { return !i.added.empty(); });
      if (marked) {
        out_ += "<p class=\"legend\">";
        for (const auto& [group, words] : kGroups)
          out_ += "<mark class=\"" + std::string(group) + "\">" + std::string(words) + "</mark> ";
        out_ += "<mark class=\"added\">added</mark></p>\n";
      }
      out_ += std::string("<div class=\"text") + (marked ? "" : " bare") + "\">\n";
      Rows(item, bytes);
      out_ += "</div>\n";
    } else if (!d.findings.empty()) {
      out_ += "<h3>Clauses</h3>\n";
      for (size_t k = 0; k < d.findings.size(); ++k) {
        out_ += "<div class=\"row\"><blockquote id=\"" + FindingId(item, k) + "\">" + HtmlText(d.findings[k].quote) +
                "</blockquote><aside>" + Note(d.findings[k], item, k) + "</aside></div>\n";
      }
    }
    out_ += "</article>\n";
  }

  std::string Places(const std::vector<model::Evidence>& evidence) {
    std::string out;
    for (const model::Evidence& place : evidence) {
      if (place.document >= e_.items.size()) continue;
      const Document& d = *e_.items[place.document].document;
      // The clause at that place, the paragraph, or the text as a whole.
      std::string target = DocumentId(place.document);
      if (const std::string_view bytes = e_.items[place.document].bytes; HasRows(d, bytes) && place.span.start_line > 0)
        target += "l" + std::to_string(ParagraphAt(bytes, place.span.start_line));
      for (size_t k = 0; k < d.findings.size(); ++k) {
        if (d.findings[k].span == place.span) target = FindingId(place.document, k);
      }
      out += " <a class=\"place\" href=\"#" + target + "\">" + HtmlText(d.path);
      if (place.span.start_line > 0) out += ":" + std::to_string(place.span.start_line);
      out += "</a>";
    }
    return out;
  }

  void Model(const model::Model& m) {
    Verdict(m.verdict, m.summary, 0);
    if (!m.openness.statement.empty() && m.openness.statement != m.summary)
      out_ += "<p>" + HtmlText(m.openness.statement) + "</p>\n";
    if (!m.conflicts.empty()) {
      out_ += "<section><h2>Where statements disagree</h2><ul class=\"conflicts\">\n";
      for (const model::Conflict& c : m.conflicts) {
        out_ += "<li class=\"s-" + HtmlText(c.severity) + "\"><strong>" + HtmlText(c.severity) + "</strong> " +
                HtmlText(c.explanation) + Places(c.evidence) + "</li>\n";
      }
      out_ += "</ul></section>\n";
    }
    out_ += "<section><h2>Four questions</h2><dl class=\"questions\">\n";
    for (const model::Question& q : m.questions) {
      if (q.id.empty()) continue;
      const std::string answer(model::AnswerName(q.answer));
      out_ += "<dt>" + HtmlText(QuestionWords(q.id)) + " <strong class=\"a-" + answer + "\">" + answer +
              "</strong></dt><dd>" + HtmlText(q.reason) + Places(q.evidence) + "</dd>\n";
    }
    out_ += "</dl></section>\n<div class=\"cards\">\n";
    if (!m.declared.empty()) {
      out_ += "<section><h3>Declared</h3><ul>\n";
      for (const model::Declared& d : m.declared) {
        out_ +=
            "<li>" + HtmlText(d.source) + " <code>" + HtmlText(d.field) + ": " + HtmlText(d.value) + "</code></li>\n";
      }
      out_ += "</ul></section>\n";
    }
    if (!m.found.empty()) {
      out_ += "<section><h3>Found</h3><ul>\n";
      for (const model::Found& f : m.found) {
        out_ += "<li>" + HtmlText(f.license) + " <span class=\"quiet\">" + HtmlText(f.covers) + "</span>" +
                Places({{f.document, {}}}) + "</li>\n";
      }
      out_ += "</ul></section>\n";
    }
    if (!m.inherited.empty()) {
      out_ += "<section><h3>Inherited</h3><ul>\n";
      for (const model::Inherited& i : m.inherited) {
        out_ += "<li>" + HtmlText(i.relation) + " of <strong>" + HtmlText(i.base_model) +
                "</strong> <span class=\"quiet\">" + HtmlText(i.strength) +
                (i.license.empty() ? "" : ", " + HtmlText(i.license)) + "</span></li>\n";
      }
      out_ += "</ul></section>\n";
    }
    out_ +=
        "</div>\n<section><h2>Components</h2><table class=\"components\"><thead><tr><th scope=\"col\">component</th>"
        "<th scope=\"col\">there</th><th scope=\"col\">open</th><th scope=\"col\">licence</th></tr></thead><tbody>\n";
    for (const model::Component& c : m.components) {
      if (c.id.empty()) continue;
      out_ += "<tr><th scope=\"row\">" + HtmlText(c.id) + "</th><td>" + std::string(model::AnswerName(c.present)) +
              "</td><td>" + std::string(model::AnswerName(c.open)) + "</td><td>" + HtmlText(c.license) + "</td></tr>\n";
    }
    out_ += "</tbody></table></section>\n";
  }

  const Export& e_;
  std::string out_;
};

}  // namespace

std::string HtmlText(std::string_view text) {
  const std::string shown = PrintableBlock(text);
  std::string out;
  out.reserve(shown.size() + shown.size() / 16);
  for (const char c : shown) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string Html(const Export& e) { return Page(e).Run(); }

}  // namespace caveat::report
