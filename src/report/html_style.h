// File: src/report/html_style.h
//
// The look of html.h's page: one sheet for light and dark, screen and paper. Colours carry no meaning by themselves;
// every one stands beside a word.

#ifndef CAVEAT_REPORT_HTML_STYLE_H_
#define CAVEAT_REPORT_HTML_STYLE_H_

#include <string_view>

namespace caveat::report {

inline constexpr std::string_view kHtmlStyle = R"css(
:root{--page:#fbfaf7;--ink:#1d1f23;--quiet:#5b6068;--line:#d9d6cf;--card:#fff;--link:#1a4f8a;
--grant:#d9f0dd;--condition:#fdeec4;--restriction:#fbdcc8;--use:#f8d3d6;--legal:#dfe5f2;--added:#e6d4f5}
@media(prefers-color-scheme:dark){:root{--page:#16181c;--ink:#e6e4df;--quiet:#a2a7b0;--line:#34383f;--card:#1e2126;--link:#8fbdf0;
--grant:#1f4a2c;--condition:#574511;--restriction:#61371b;--use:#642830;--legal:#2c3a55;--added:#4a2f66}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0 auto;max-width:82rem;padding:1rem 1.25rem 4rem;background:var(--page);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem}
.tool{margin:0;color:var(--quiet);letter-spacing:.08em;text-transform:uppercase;font-size:.8rem}
h1{margin:.1rem 0 1rem;font-size:1.7rem;line-height:1.2;overflow-wrap:anywhere}
h2{margin:2rem 0 .5rem;font-size:1.25rem;overflow-wrap:anywhere}
h3{margin:1rem 0 .4rem;font-size:1.05rem}h4{margin:.7rem 0 .2rem;font-size:.95rem;color:var(--quiet)}
.lead{font-size:1.1rem;max-width:60rem}
.category{display:inline-block;padding:0 .5rem;border:1px solid var(--ink);border-radius:.25rem;margin-right:.3rem}
.flag{display:inline-block;border:1px solid var(--line);border-radius:1rem;padding:0 .6rem;margin:0 .2rem .2rem 0;font-size:.85rem}
.quiet{color:var(--quiet);font-size:.9em}
.cards{display:flex;flex-wrap:wrap;gap:1rem}
.cards>section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.2rem 1rem 1rem;flex:1 1 20rem;min-width:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--line);font-weight:normal;vertical-align:top}
thead th{color:var(--quiet)}
.place{font-size:.85em;white-space:nowrap}
ul{padding-left:1.2rem}li{margin:.15rem 0}
.identity{list-style:none;padding:0}
.text{border-top:1px solid var(--line)}
.row{display:grid;grid-template-columns:minmax(0,2fr) minmax(14rem,1fr);gap:1.5rem}
.row pre,.row blockquote{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.6 ui-monospace,"DejaVu Sans Mono",Menlo,monospace}
.row aside{font-size:.9rem;border-left:1px solid var(--line);padding:0 0 .3rem 1rem}
.note{margin:.1rem 0 .5rem;padding-left:.5rem;border-left:.25rem solid var(--line)}
.note a{font-weight:600}
mark{color:inherit;border-radius:.15rem;padding:0 .05rem}
mark.grant{background:var(--grant)}mark.condition{background:var(--condition)}mark.restriction{background:var(--restriction)}
mark.use{background:var(--use)}mark.legal{background:var(--legal)}mark.added{background:var(--added);text-decoration:underline}
.note.grant{border-color:var(--grant)}.note.condition{border-color:var(--condition)}.note.restriction{border-color:var(--restriction)}
.note.use{border-color:var(--use)}.note.legal{border-color:var(--legal)}.note.added{border-color:var(--added)}
:target{scroll-margin-top:4rem}a:target+mark,.note:target{outline:2px solid var(--link)}
.legend mark{margin-right:.5rem;padding:.05rem .4rem}
.error,.s-error>strong{color:#b3261e}
footer{margin-top:3rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.85rem;overflow-wrap:anywhere}
@media(max-width:50rem){.row{grid-template-columns:minmax(0,1fr);gap:.3rem}.row aside{border-left:0;padding-left:.5rem}}
@media print{body{max-width:none;background:#fff;color:#000}.skip,nav{display:none}.cards>section{break-inside:avoid}
mark,.note{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)css";

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_HTML_STYLE_H_
