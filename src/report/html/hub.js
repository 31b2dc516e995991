// The table of repositories and the view of each, on the page that src/report/html_hub.cc writes. No framework, nothing loaded.
//
// The data lies in script elements of type application/json. "data" holds the table: names joined by line breaks, lists of words,
// and columns {w, d}: little-endian numbers of w bytes in base64, one a repository. Details lie in pages of D.page elements, read when
// they are asked for: S strings, F findings, T texts, V verdicts, R repositories; the numbers in them are places in these lists.
//   F  [clause, confidence + 4 if hidden, quote (S), parameters in words (S)?]
//   T  [status, error (S), language (S), category, [licence (S), how (S), places added, places missing]..., [line, added words (S)]...,
//      [finding (F), line]...]
//   V  [[places of a permission] x 7, [clause, moment, words (S), [places]]...]     places: document, finding (-1: all of it), ...
//   R  [path, revision, layout, summary, openness in words, MOF class, expression (all S), gated, verdict (V), components (S),
//      documents [path (S), role (S), text (T)]..., declared [source, field, value, licence (S), line]..., found [document,
//      licence, covers, how (S)]..., inherited [base, relation, strength, licence, source, evidence (S)]..., conflicts [kind (S),
//      severity, words (S), [document, line]...]..., questions [id (S), answer, reason (S)]..., claims [kind, quote (S), document, line]...]
// Strings were made harmless before they were written, and are only ever set as text.
'use strict';
(() => {
  const byId = id => document.getElementById(id);
  const D = JSON.parse(byId('data').textContent);

  const unpack = ({ w, d }) => {
    const bytes = atob(d), n = bytes.length / w;
    const out = w === 1 ? new Uint8Array(n) : w === 2 ? new Uint16Array(n) : new Uint32Array(n);
    for (let i = 0, at = 0; i < n; ++i) {
      let value = 0;
      for (let k = 0; k < w; ++k) value += bytes.charCodeAt(at++) * 2 ** (8 * k);
      out[i] = value;
    }
    return out;
  };
  const COLUMNS = ['license', 'base', 'baseLicense', 'says', 'drift', 'category', 'openness', 'permissions', 'flags', 'kinds', 'severity',
    'conflicts', 'clauses', 'caps'];
  const C = Object.fromEntries(COLUMNS.map(name => [name, unpack(D[name])]));
  const N = D.count;
  const names = N ? D.names.split('\n') : [];
  D.names = '';

  const pages = new Map();
  const at = (list, i) => {
    const id = list + Math.floor(i / D.page);
    if (!pages.has(id)) pages.set(id, JSON.parse(byId(id).textContent));
    return pages.get(id)[i % D.page];
  };
  const S = i => at('S', i);
  const inGroups = (list, size) => Array.from({ length: Math.floor(list.length / size) }, (_, i) => list.slice(i * size, i * size + size));

  // An element with its attributes and children; text is only ever text.
  const el = (tag, attributes, ...children) => {
    const e = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== null && value !== false) e.setAttribute(key, value);
    e.append(...children.flat(Infinity).filter(c => c !== null && c !== undefined && c !== false && c !== ''));
    return e;
  };
  const grouped = n => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
  const plural = (n, one, many) => `${grouped(n)} ${n === 1 ? one : many}`;
  const shown = word => word || 'unknown';
  const repositoryHash = i => '#/' + encodeURIComponent(names[i]).replace(/%2F/g, '/');

  // ---- what the table shows -------------------------------------------------------------------------------------------------------

  const counted = (column, words) => {
    const counts = new Uint32Array(words.length);
    for (let i = 0; i < N; ++i) ++counts[column[i]];
    return words.map((word, id) => ({ value: shown(word), label: shown(word), count: counts[id] })).filter(o => o.count);
  };
  const byCount = options => options.sort((a, b) => b.count - a.count);
  const isWord = (column, words) => value => {
    const id = value === 'unknown' && words[0] === '' ? 0 : words.indexOf(value);
    return i => column[i] === id;
  };
  const inSets = (column, sets, keys) => value => {
    const id = keys.indexOf(value), has = sets.map(set => set.includes(id));
    return i => has[column[i]];
  };
  const clauseIds = D.clauseInfo.map(c => c[0]);
  const DRIFT_WORDS = { none: 'names no base', kept: 'the same as its base', changed: 'another than its base', silent: 'nothing declared',
    unknown: 'base of unknown licence' };
  const GROUP_WORDS = { grant: 'Grants', condition: 'Duties', restriction: 'Limits', use: 'Forbidden uses', legal: 'Risk and term' };

  // Of each filter: its words, what it lets pass, and, where it is a list to choose from, its options.
  const FILTERS = {
    openness: { label: 'Openness', test: isWord(C.openness, D.opennesses),
      options: () => counted(C.openness, D.opennesses).map(o => ({ ...o, label: D.opennessWords[D.opennesses.indexOf(o.value)] })) },
    category: { label: 'Category', options: () => byCount(counted(C.category, D.categories)), test: isWord(C.category, D.categories) },
    license: { label: 'Licence', options: () => byCount(counted(C.license, D.licenses)), test: isWord(C.license, D.licenses) },
    may: { label: 'Permission', options: () => D.activities.flatMap(([id, words], a) => {
      const counts = [0, 0, 0, 0];
      for (let i = 0; i < N; ++i) ++counts[C.permissions[i] >> (2 * a) & 3];
      return D.values.map((value, v) => ({ value: `${id}:${value}`, label: D.valueWords[v], count: counts[v], group: words }))
        .filter(o => o.count);
    }), test: text => {
      const [activity, value] = text.split(':');
      const shift = 2 * D.activities.findIndex(a => a[0] === activity), id = D.values.indexOf(value);
      return i => (C.permissions[i] >> shift & 3) === id;
    } },
    clause: { label: 'Clause', options: () => D.clauseInfo.filter(c => c[3]).map(([value, label, , count]) => (
      { value, label, count, group: GROUP_WORDS[value.split('.')[0]] })), test: inSets(C.clauses, D.clauseSets, clauseIds) },
    conflict: { label: 'Conflict', options: () => byCount(D.kindNames.map((kind, k) => {
      let count = 0;
      for (let i = 0; i < N; ++i) count += C.kinds[i] >>> k & 1;
      return { value: kind, label: kind, count };
    })), test: kind => {
      const k = D.kindNames.indexOf(kind);
      return k < 0 ? () => false : i => (C.kinds[i] >>> k & 1) === 1;
    } },
    lineage: { label: 'Lineage', options: () => counted(C.drift, D.drifts).map(o => ({ ...o, label: DRIFT_WORDS[o.value] })),
      test: text => { const id = D.drifts.indexOf(text); return i => C.drift[i] === id; } },
    flag: { label: 'Flag', test: flag => { const bit = D.flagNames.indexOf(flag); return bit < 0 ? () => false : i => C.flags[i] >>> bit & 1; } },
    base: { label: 'Base', test: isWord(C.base, D.bases) },
    'base-license': { label: "Base's licence", test: isWord(C.baseLicense, D.licenses) },
    says: { label: 'Declares', test: isWord(C.says, D.licenses) },
    cap: { label: 'Scale cap', test: inSets(C.caps, D.capSets, D.capKeys) },
  };
  const SORTS = {
    name: { label: 'Repository', key: null },
    license: { label: 'Licence', key: i => C.license[i] },
    category: { label: 'Category', key: i => C.category[i] },
    openness: { label: 'Openness', key: i => C.openness[i] },
    commercial: { label: 'Commercial use', key: i => C.permissions[i] >> 2 & 3 },
    conflicts: { label: 'Conflicts', key: i => C.severity[i] * 256 + Math.min(C.conflicts[i], 255) },
    base: { label: 'Made from', key: i => C.base[i] },
  };

  let state = { q: '', sort: 'name' };  // and the filters by their names
  let rows = new Uint32Array(0);        // what is shown, in order
  let lower = null;

  // In order of names, which is the order of the data. Then by a key, stable, by counting.
  const sorted = (list, sort) => {
    const down = sort.startsWith('-'), { key } = SORTS[down ? sort.slice(1) : sort];
    if (!key) return down ? list.reverse() : list;
    const keys = new Uint32Array(list.length);
    let most = 0;
    for (let k = 0; k < list.length; ++k) most = Math.max(most, keys[k] = key(list[k]));
    const starts = new Uint32Array(most + 2), out = new Uint32Array(list.length);
    for (const k of keys) ++starts[(down ? most - k : k) + 1];
    for (let k = 1; k < starts.length; ++k) starts[k] += starts[k - 1];
    for (let k = 0; k < list.length; ++k) out[starts[down ? most - keys[k] : keys[k]]++] = list[k];
    return out;
  };

  const filtered = () => {
    const tests = Object.keys(FILTERS).filter(name => state[name]).map(name => FILTERS[name].test(state[name]));
    for (const word of state.q.toLowerCase().split(/\s+/).filter(Boolean)) {
      lower = lower || names.map(name => name.toLowerCase());
      const license = D.licenses.map(l => l.toLowerCase().includes(word)), base = D.bases.map(b => b.toLowerCase().includes(word));
      tests.push(i => lower[i].includes(word) || license[C.license[i]] || base[C.base[i]]);
    }
    const out = new Uint32Array(N);
    let n = 0;
    next: for (let i = 0; i < N; ++i) {
      for (const test of tests) if (!test(i)) continue next;
      out[n++] = i;
    }
    return out.subarray(0, n);
  };

  // ---- the table ------------------------------------------------------------------------------------------------------------------

  const narrow = matchMedia('screen and (max-width: 50rem)');
  const MOST_HEIGHT = 8e6;  // browsers draw nothing beyond some ten million pixels
  const head = {}, selects = {};
  const rowHeight = () => (narrow.matches ? 66 : 37);
  const search = el('input', { type: 'search', id: 'q', autocomplete: 'off', spellcheck: 'false', placeholder: 'name, licence or base' });
  const status = el('p', { id: 'status', role: 'status', 'aria-live': 'polite' });
  const chips = el('p', { class: 'chips' });
  const body = el('tbody', { role: 'rowgroup' });  // roles are given: a narrow page lays rows out as grids
  const table = el('table', { class: 'rows', role: 'table', 'aria-label': 'Repositories', 'aria-colcount': Object.keys(SORTS).length },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row', 'aria-rowindex': '1' }, Object.entries(SORTS).map(([name, { label }]) => {
      const button = el('button', { type: 'button' }, label);
      button.addEventListener('click', () => set({ sort: state.sort === name ? '-' + name : name }));
      return head[name] = el('th', { scope: 'col', role: 'columnheader', class: 'c-' + name }, button);
    }))), body);
  const scroller = el('div', { class: 'scroller', role: 'region', tabindex: '0', 'aria-label': 'Table of repositories; arrow keys go from row to row' },
    table);

  const SEVERITY_SIGNS = ['', '·', '!', '‼'];
  const rowOf = (i, place) => {
    const value = C.permissions[i] >> 2 & 3, severity = C.severity[i], base = D.bases[C.base[i]];
    return el('tr', { role: 'row', 'aria-rowindex': place + 2 },
      el('th', { scope: 'row', role: 'rowheader', class: 'c-name' }, el('a', { href: repositoryHash(i), 'data-place': place, title: names[i] }, names[i])),
      el('td', { role: 'cell', class: 'c-license', title: D.licenses[C.license[i]] || null }, shown(D.licenses[C.license[i]])),
      el('td', { role: 'cell', class: 'c-category' }, D.categories[C.category[i]]),
      el('td', { role: 'cell', class: 'c-openness' }, el('span', { class: 'k-' + D.opennessCss[C.openness[i]] }, D.opennessWords[C.openness[i]])),
      el('td', { role: 'cell', class: 'c-commercial v-' + D.values[value] }, D.valueWords[value]),
      el('td', { role: 'cell', class: 'c-conflicts s-' + (D.severities[severity] || 'none') },
        severity ? [`${SEVERITY_SIGNS[severity]} ${C.conflicts[i]}`, el('span', { class: 'sr' }, `, the worst of them: ${D.severities[severity]}`)] : 'none'),
      el('td', { role: 'cell', class: 'c-base', title: base || null }, base));
  };

  const spacer = height => el('tr', { class: 'space', 'aria-hidden': 'true' }, (() => {
    const cell = el('td', { colspan: Object.keys(SORTS).length });
    cell.style.height = height + 'px';
    return cell;
  })());

  // Where the rows stand: as they are, or, when they are too many for the browser, in proportion.
  const geometry = () => {
    const height = rowHeight(), all = rows.length * height, total = Math.min(all, MOST_HEIGHT);
    const view = scroller.clientHeight || 600, fits = Math.ceil(view / height) + 1;
    return { height, total, fits, view, scale: all > total ? (all - view) / Math.max(1, total - view) : 1 };
  };
  let drawn = null;
  const draw = force => {
    const { height, total, fits, scale } = geometry();
    const top = scroller.scrollTop, around = 8;
    const first = Math.max(0, Math.floor(top * scale / height) - around), last = Math.min(rows.length, first + fits + 2 * around);
    if (!force && drawn && drawn.first === first && drawn.last === last && scale === 1) return;
    drawn = { first, last };
    const focused = document.activeElement && document.activeElement.dataset.place;
    const above = scale === 1 ? first * height : Math.max(0, Math.min(top - Math.min(first, around) * height, total - (last - first) * height));
    const fragment = document.createDocumentFragment();
    if (above > 0) fragment.append(spacer(above));
    for (let k = first; k < last; ++k) fragment.append(rowOf(rows[k], k));
    const below = total - above - (last - first) * height;
    if (below > 0) fragment.append(spacer(below));
    body.replaceChildren(fragment);
    if (focused !== undefined && focused !== null) focusRow(Number(focused), false);
  };
  const focusRow = (place, scroll) => {
    if (scroll) {
      const { height, scale, view } = geometry(), headHeight = table.tHead.offsetHeight;
      const top = place * height / scale;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + height + headHeight > scroller.scrollTop + view) scroller.scrollTop = top + height + headHeight - view;
      draw(true);
    }
    const link = body.querySelector(`[data-place="${place}"]`);
    if (link) link.focus({ preventScroll: true });
  };

  let waiting = 0;
  scroller.addEventListener('scroll', () => {
    waiting = waiting || requestAnimationFrame(() => { waiting = 0; draw(false); });
  }, { passive: true });
  scroller.addEventListener('keydown', event => {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey || !rows.length) return;
    event.preventDefault();
    const here = document.activeElement.dataset.place;
    const from = here === undefined ? drawn.first + (event.key === 'ArrowDown' ? -1 : 0) : Number(here);
    focusRow(Math.max(0, Math.min(rows.length - 1, from + steps[event.key])), true);
  });

  const update = () => {
    rows = sorted(filtered(), state.sort);
    const down = state.sort.startsWith('-'), by = down ? state.sort.slice(1) : state.sort;
    for (const [name, cell] of Object.entries(head)) {
      if (name === by) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    }
    table.setAttribute('aria-rowcount', rows.length + 1);
    status.textContent = rows.length === N ? plural(N, 'repository', 'repositories')
      : `${grouped(rows.length)} of ${plural(N, 'repository', 'repositories')}`;
    if (search.value.trim() !== state.q) search.value = state.q;
    for (const [name, select] of Object.entries(selects)) {
      if (state[name] && ![...select.options].some(o => o.value === state[name])) select.append(el('option', { value: state[name] }, state[name]));
      select.value = state[name] || '';
    }
    const active = Object.keys(FILTERS).filter(name => state[name]);
    chips.replaceChildren(...active.map(name => {
      const option = FILTERS[name].list && FILTERS[name].list.find(o => o.value === state[name]);
      const words = option ? (option.group && name === 'may' ? `${option.group}: ${option.label}` : option.label) : state[name];
      const chip = el('button', { type: 'button', class: 'chip', 'aria-label': `Remove filter ${FILTERS[name].label}: ${words}` },
        `${FILTERS[name].label}: ${words} `, el('span', { 'aria-hidden': 'true' }, '×'));
      chip.addEventListener('click', () => { set({ [name]: '' }); search.focus(); });
      return chip;
    }));
    if (active.length || state.q) {
      const clear = el('button', { type: 'button', class: 'clear' }, 'Show all');
      clear.addEventListener('click', () => { set({ q: '', ...Object.fromEntries(active.map(name => [name, ''])) }); search.focus(); });
      chips.append(clear);
    }
    scroller.scrollTop = 0;
    draw(true);
  };

  // ---- links ----------------------------------------------------------------------------------------------------------------------

  const listHash = () => {
    const parts = Object.entries(state).filter(([name, value]) => value && !(name === 'sort' && value === 'name'));
    return parts.length ? '#?' + parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&') : '#';
  };
  // Changed by hand here: no step of the history for each letter.
  const set = change => {
    state = { ...state, ...change };
    history.replaceState(null, '', listHash());
    update();
  };
  const readState = hash => {
    const next = { q: '', sort: 'name' };
    for (const [name, value] of new URLSearchParams(hash.slice(2))) {
      if (name === 'q' || FILTERS[name]) next[name] = value;
      if (name === 'sort' && SORTS[value.replace(/^-/, '')]) next.sort = value;
    }
    return next;
  };

  const hub = byId('hub'), article = byId('repository');
  const pageTitle = document.title;
  let open = null, places = null, kept = 0;
  const route = first => {
    const hash = location.hash;
    if (hash.startsWith('#/')) {
      const [name, place] = hash.slice(2).split('@');
      let label = name;
      try { label = decodeURIComponent(name); } catch { /* not ours: no such repository */ }
      places = places || new Map(names.map((n, i) => [n, i]));
      const i = places.get(label);
      if (open === null) kept = window.scrollY;
      hub.hidden = true;
      article.hidden = false;
      if (open !== label) {
        article.replaceChildren(...(i === undefined ? missing(label) : view(i)));
        open = label;
        document.title = `${label} - ${pageTitle}`;
        window.scrollTo(0, 0);
        if (!first || !place) byId('repository-h').focus({ preventScroll: true });
      }
      const target = place && byId(place);
      if (target) {
        const details = target.closest('details');
        if (details) details.open = true;
        article.querySelectorAll('.aimed').forEach(e => e.classList.remove('aimed'));
        target.classList.add('aimed');
        target.scrollIntoView({ block: 'center' });
        target.focus({ preventScroll: true });
      }
      return;
    }
    const came = open;
    open = null;
    hub.hidden = false;
    article.hidden = true;
    document.title = pageTitle;
    const next = readState(hash.startsWith('#?') ? hash : '#?');
    const same = JSON.stringify(next) === JSON.stringify(state);
    if (came !== null && (same || !hash.startsWith('#?'))) {
      window.scrollTo(0, kept);
      draw(true);
      const k = rows.indexOf(places.get(came));
      if (k >= 0) focusRow(k, true);
      return;
    }
    if (hash.startsWith('#?') || hash === '') {
      state = next;
      update();
    }
    if (hash.startsWith('#?')) {
      byId('repositories').scrollIntoView({ block: 'start' });
      if (!first) byId('repositories-h').focus({ preventScroll: true });
    }
  };

  // ---- one repository ---------------------------------------------------------------------------------------------------------------

  const crumbs = i => {
    const k = i === undefined ? -1 : rows.indexOf(i);
    const step = (to, words, rel) => (to >= 0 && to < rows.length ? el('a', { href: repositoryHash(rows[to]), rel }, words) : null);
    return el('nav', { class: 'crumbs', 'aria-label': 'Repositories' }, el('a', { href: listHash() }, '← All repositories'),
      k < 0 ? null : el('span', null, step(k - 1, '← previous', 'prev'), ` ${grouped(k + 1)} of ${grouped(rows.length)} `, step(k + 1, 'next →', 'next')));
  };
  const missing = label => [crumbs(), el('h2', { id: 'repository-h', tabindex: '-1' }, label), el('p', null, 'There is no repository of this name here.')];
  const section = (title, ...children) => el('section', null, el('h3', null, title), ...children);
  const filterLink = (name, value, words) => el('a', { href: `#?${name}=${encodeURIComponent(value)}` }, words || value);

  const view = i => {
    const title = el('h2', { id: 'repository-h', tabindex: '-1' }, names[i]);
    const category = D.categories[C.category[i]], openness = D.opennessWords[C.openness[i]];
    const chipsOf = el('p', { class: 'flags' }, filterLink('openness', D.opennesses[C.openness[i]], openness), ' ',
      D.flagNames.filter((_, bit) => C.flags[i] >>> bit & 1).map(flag => [filterLink('flag', flag), ' ']));
    const license = D.licenses[C.license[i]];
    if (i >= D.detailed) {
      return [crumbs(i), title, el('p', { class: 'lead' }, el('strong', { class: 'category' }, category), ' ', shown(license)), chipsOf,
        permissions(i, null, null),
        el('p', { class: 'warn' }, 'Its quotes are left out to keep this page small. All of it: caveat export --db ', D.title)];
    }
    const [path, revision, layout, summary, statement, mof, expression, gated, verdict, components, docs, declared, found, inherited, conflicts,
      questions, claims] = at('R', i);
    const documents = inGroups(docs, 3).map(([p, role, text]) => ({ path: S(p), role: S(role), text: at('T', text) }));
    const verdictOf = at('V', verdict);

    // A link to the clause that bears something out, with its words where there is room. A file is named once.
    const place = (d, f, quoted, named) => {
      const doc = documents[d];
      if (!doc) return null;
      const hit = f >= 0 && doc.text[6].length > 2 * f ? f : -1;
      const line = hit < 0 ? '' : ':' + doc.text[6][2 * f + 1];
      const link = el('a', { class: 'place', href: `${repositoryHash(i)}@d${d}${hit < 0 ? '' : 'f' + hit}` },
        named && line ? [el('span', { class: 'sr' }, doc.path), line] : doc.path + line);
      return quoted && hit >= 0 ? el('span', { class: 'said' }, el('q', null, S(at('F', doc.text[6][2 * f])[2])), ' ', link) : [' ', link];
    };
    const placesOf = (list, most, quoted) => inGroups(list, 2).slice(0, most).map(([d, f], k) => place(d, f, quoted, k > 0 && list[2 * k - 2] === d));
    const lineLink = (d, line) => {
      const doc = documents[d];
      if (!doc) return null;
      const f = doc.text[6].findIndex((l, k) => k % 2 === 1 && l === line);
      return [' ', el('a', { class: 'place', href: `${repositoryHash(i)}@d${d}${f < 0 ? '' : 'f' + (f - 1) / 2}` }, doc.path + (line ? ':' + line : ''))];
    };

    const out = [crumbs(i), title,
      el('p', { class: 'lead' }, el('strong', { class: 'category' }, category), ' ', S(summary)), chipsOf,
      S(statement) && S(statement) !== S(summary) ? el('p', { class: 'statement' }, S(statement)) : null];
    const facts = [['Licence', license && filterLink('license', license)], ['Expression', S(expression)], ['Revision', S(revision)],
      ['Layout', S(layout)], ['Path', S(path)], ['MOF class', S(mof)], ['Access', gated ? 'has to be asked for' : '']].filter(f => f[1]);
    out.push(el('dl', { class: 'facts' }, facts.map(([k, v]) => el('div', null, el('dt', null, k), el('dd', null, v)))));

    if (conflicts.length) {
      out.push(section('Where statements disagree', el('ul', { class: 'conflicts' }, conflicts.map(([kind, severity, words, evidence]) => {
        const name = ['error', 'warning', 'note'][severity] || 'note';
        return el('li', { class: 's-' + name }, el('strong', null, name), ' ', filterLink('conflict', S(kind)), ' ', S(words),
          inGroups(evidence, 2).map(([d, line]) => lineLink(d, line)));
      }))));
    }
    const duties = [];
    for (const [clause, moment, words, because] of verdictOf[1]) {
      if (!duties.length || duties[duties.length - 1].moment !== moment) duties.push({ moment, items: [] });
      duties[duties.length - 1].items.push(el('li', { title: D.clauseInfo[clause][1] }, S(words), placesOf(because, 2, true)));
    }
    out.push(el('div', { class: 'cards' }, permissions(i, verdictOf, placesOf),
      duties.length ? section('What you must do', duties.map(d => [el('h4', null, D.momentWords[d.moment]), el('ul', null, d.items)])) : null));

    const derived = [];
    const self = D.bases.indexOf(names[i]);
    for (let k = 0; self > 0 && k < N; ++k) if (C.base[k] === self) derived.push(k);
    const lists = [
      ['Declared', inGroups(declared, 5).map(([source, field, value, id, line]) => el('li', null, el('code', null, `${S(field)}: ${S(value)}`),
        S(id) ? ` ${S(id)}` : ' no licence that is known', el('span', { class: 'quiet' }, ` ${S(source)}${line ? ':' + line : ''}`)))],
      ['Found', inGroups(found, 4).map(([d, id, covers, how]) => el('li', null, el('strong', null, S(id) || 'terms of its own'),
        el('span', { class: 'quiet' }, ` ${S(how)}${S(covers) && S(covers) !== 'unspecified' ? ', for ' + S(covers) : ''}`), place(d, -1)))],
      ['Inherited', inGroups(inherited, 6).map(([base, relation, strength, id, source, evidence]) => el('li', null, `${S(relation)} of `,
        baseLink(S(base)), S(id) ? ` under ${S(id)}` : ' of unknown licence',
        el('span', { class: 'quiet' }, ` ${S(strength)}, ${S(source)}`), S(strength) === 'declared' || !S(evidence) ? null : el('q', null, S(evidence))))],
      ['It says of itself', inGroups(claims, 4).map(([kind, quote, d, line]) => el('li', null, `${S(kind)}: `, el('q', null, S(quote)), lineLink(d, line)))],
      ['Made from it', [...derived.slice(0, 12).map(k => el('li', null, el('a', { href: repositoryHash(k) }, names[k]), el('span', { class: 'quiet' }, ` ${DRIFT_WORDS[D.drifts[C.drift[k]]]}`))),
        derived.length > 12 ? el('li', null, filterLink('base', names[i], `all ${grouped(derived.length)}`)) : null].filter(Boolean)],
    ].filter(([, items]) => items.length);
    if (lists.length) out.push(el('div', { class: 'cards' }, lists.map(([name, items]) => section(name, el('ul', null, items)))));

    const ANSWERS = ['yes', 'partly', 'no', 'unknown'];
    out.push(el('div', { class: 'cards' },
      section('Four questions', el('dl', { class: 'questions' }, inGroups(questions, 3).filter(q => S(q[0])).map(([id, answer, reason]) => el('div', null,
        el('dt', null, D.questionWords[S(id)] || S(id), ' ', el('strong', { class: 'a-' + ANSWERS[answer] }, ANSWERS[answer])), el('dd', null, S(reason)))))),
      section('Components', el('ul', { class: 'components' }, D.components.map((id, k) => {
        const present = Number(S(components)[2 * k]), isOpen = Number(S(components)[2 * k + 1]);
        const [css, sign, words] = present === 0 ? (isOpen === 0 ? ['yes', '●', 'there, open'] : isOpen === 2 ? ['partly', '◐', 'there, not open'] : ['partly', '◐', 'there'])
          : present === 2 ? ['no', '○', 'not there'] : ['none', '·', 'not known'];
        return el('li', { class: 'x-' + css }, el('span', { 'aria-hidden': 'true' }, sign + ' '), id.replaceAll('-', ' '), el('span', { class: 'quiet' }, ' ' + words));
      })))));
    out.push(section('Texts', documents.map((doc, d) => textOf(doc, d))));
    return out.filter(Boolean);
  };

  const baseLink = name => {
    const i = places.get(name);
    return i === undefined ? el('strong', null, name) : el('a', { href: repositoryHash(i) }, name);
  };
  const permissions = (i, verdict, placesOf) => section('What it lets you do', el('table', { class: 'may' }, el('tbody', null, D.activities.map(([, words], a) => {
    const value = C.permissions[i] >> (2 * a) & 3;
    return el('tr', { class: 'v-' + D.values[value] }, el('th', { scope: 'row' }, words), el('td', null, D.valueWords[value]),
      el('td', null, verdict ? placesOf(verdict[0][a], 3, false) : null));
  }))));

  const CONFIDENCE = ['', 'likely', 'a hint only'];
  const textOf = ({ path, role, text }, d) => {
    const [, error, language, category, identity, riders, findings] = text;
    const list = inGroups(findings, 2);
    const known = inGroups(identity, 4).map(([license, how, added, gone]) => `${S(how)} ${S(license)}` +
      (added ? `, words added at ${plural(added, 'place', 'places')}` : '') + (gone ? `, words missing at ${plural(gone, 'place', 'places')}` : ''));
    const summary = el('summary', { id: 'd' + d, tabindex: '0' }, el('strong', null, path), el('span', { class: 'quiet' },
      ` ${role}${category || list.length ? ', ' + D.categories[category] : ''}${known.length ? '; ' + known.join('; ') : ''}${list.length ? '; ' + plural(list.length, 'clause', 'clauses') : ''}`));
    const body = [S(error) ? el('p', { class: 'error' }, S(error)) : null,
      ...inGroups(riders, 2).map(([line, words]) => el('p', { class: 'note added' }, el('strong', null, `Added at line ${line}: `), el('q', null, S(words)))),
      list.length ? el('ol', { class: 'clauses' }, list.map(([finding, line], f) => {
        const [clause, bits, quote, params] = at('F', finding), [id, title, meaning] = D.clauseInfo[clause];
        return el('li', { id: `d${d}f${f}`, tabindex: '-1', class: 'note ' + id.split('.')[0] }, el('blockquote', null, S(quote)),
          el('p', null, filterLink('clause', id, title), ' ', meaning, params === undefined ? null : [' ', el('em', null, S(params))],
            bits & 3 ? el('span', { class: 'quiet' }, ' ' + CONFIDENCE[bits & 3]) : null, bits & 4 ? el('strong', null, ' Hidden from readers.') : null,
            el('span', { class: 'quiet' }, ` line ${line}`)));
      })) : el('p', { class: 'quiet' }, `No clauses were recognised in it.${S(language) && S(language) !== 'und' ? ' Language: ' + S(language) + '.' : ''}`)];
    const details = el('details', { class: 'document' }, summary, body.filter(Boolean));
    details.open = list.length > 0 && (role === 'license' || role === 'model-license' || list.length < 12);
    return details;
  };

  // ---- beginning --------------------------------------------------------------------------------------------------------------------

  const chooser = (name, { label, options }) => {
    const list = FILTERS[name].list = options();
    const select = selects[name] = el('select', { id: 'f-' + name }, el('option', { value: '' }, 'any'));
    let group = null, into = select;
    for (const o of list) {
      if (o.group && o.group !== group) select.append(into = el('optgroup', { label: group = o.group }));
      into.append(el('option', { value: o.value }, `${o.label} (${grouped(o.count)})`));
    }
    select.addEventListener('change', () => set({ [name]: select.value }));
    return el('label', null, el('span', null, label), select);
  };
  let typing = 0;
  search.addEventListener('input', () => {
    cancelAnimationFrame(typing);
    typing = requestAnimationFrame(() => set({ q: search.value.trim() }));
  });
  const more = el('details', { class: 'filters' }, el('summary', null, 'Filters'),
    el('div', null, Object.entries(FILTERS).filter(([, f]) => f.options).map(([name, f]) => chooser(name, f))));
  more.open = !narrow.matches;
  byId('repositories-h').tabIndex = -1;
  byId('table').append(el('div', { class: 'tools', role: 'search' }, el('label', { class: 'search' }, el('span', null, 'Search'), search), more), chips, status,
    scroller);
  narrow.addEventListener('change', () => draw(true));
  new ResizeObserver(() => draw(true)).observe(scroller);
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !article.hidden) location.hash = listHash();
    if (event.key === '/' && article.hidden && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });
  // On paper: the beginning of the list, and all that is folded.
  const PRINTED = 60;
  addEventListener('beforeprint', () => {
    body.replaceChildren(...Array.from(rows.subarray(0, PRINTED), rowOf));
    if (rows.length > PRINTED) status.textContent += `; the first ${PRINTED}:`;
    document.querySelectorAll('#repository details').forEach(d => { d.open = true; });
  });
  addEventListener('afterprint', () => { draw(true); status.textContent = status.textContent.replace(/; the first .*/, ''); });
  addEventListener('hashchange', () => route(false));
  update();
  if (location.hash) route(true);
  document.documentElement.dataset.ready = 'yes';
})();
