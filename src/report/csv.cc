#include "report/csv.h"

#include <vector>

#include "report/exports.h"
#include "report/json.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

std::string Line(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += CsvCell(cells[i]);
  }
  return out + "\r\n";
}

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell = PrintableLine(text);
  // Full-width signs count as formulas too in some programs.
  const bool formula =
      !cell.empty() && (std::string_view("=+-@").find(cell[0]) != std::string_view::npos || cell.starts_with("＝") ||
                        cell.starts_with("＋") || cell.starts_with("－") || cell.starts_with("＠"));
  if (formula) cell.insert(0, "'");
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string CsvHead() {
  return "path,status,category,expression,clause,title,parameters,confidence,hidden,start_line,end_line,start_byte,"
         "end_byte,quote,summary,flags,sha256\r\n";
}

std::string CsvDocument(const Document& d) {
  const std::vector<std::string> head = {d.path, std::string(StatusName(d.status)),
                                         std::string(Name(d.verdict.category)), d.expression.value_or("")};
  std::string out, flags;
  for (const Flag flag : d.verdict.flags) flags.append(flags.empty() ? "" : " ").append(Name(flag));
  for (const Finding& f : d.findings) {
    std::vector<std::string> cells = head;
    for (std::string cell :
         {std::string(f.clause), std::string(AllClauses()[f.clause_id].title), ParamsText(f),
          std::string(Name(f.confidence)), std::string(f.hidden ? "yes" : "no"), std::to_string(f.span.start_line),
          std::to_string(f.span.end_line), std::to_string(f.span.start_byte), std::to_string(f.span.end_byte), f.quote,
          d.summary, flags, d.sha256})
      cells.push_back(std::move(cell));
    out += Line(cells);
  }
  if (d.findings.empty()) {
    std::vector<std::string> cells = head;
    cells.resize(14);
    cells.push_back(d.error.empty() ? d.summary : d.error);
    cells.push_back(flags);
    cells.push_back(d.sha256);
    out += Line(cells);
  }
  return out;
}

}  // namespace caveat::report
