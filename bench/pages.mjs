// The page of a large hub: how long it takes to write, its size, first paint, and how fast it filters, sorts and opens a repository.
//
// usage: node bench/pages.mjs [--bin DIR] [--modules DIR] [--chromium FILE] [--repositories N] [--db FILE] [--keep]
//
// Makes a mirror of N (100,000) repositories with corpora/mirror.py beside the sample hub and scans it (some minutes, 3 GB), unless a
// database is given. The counts that the page shows are held against SQL; a wrong one is a failure, whatever the speed. Times are of
// this machine and of what else runs on it: medians of several.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const source = path.resolve(import.meta.dirname, '..');
const { values: options } = parseArgs({ options: {
  bin: { type: 'string', default: path.join(source, 'build') }, modules: { type: 'string', default: path.join(source, 'build/pages') },
  chromium: { type: 'string', default: '/usr/bin/chromium' }, repositories: { type: 'string', default: '100000' }, db: { type: 'string' }, keep: { type: 'boolean' } } });
const { chromium } = createRequire(path.join(path.resolve(options.modules), 'x.js'))('playwright-core');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'caveat-pages-'));
const program = path.join(path.resolve(options.bin), 'caveat');
const run = (file, ...args) => execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 30 });
const told = (what, value) => console.log(`${what.padEnd(44)} ${value}`);
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const ms = value => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

let wrong = 0;
function same(what, got, want) {
  if (got !== want) {
    ++wrong;
    console.log(`WRONG  ${what}: ${got} on the page, ${want} in the database`);
  }
}

let browser;
try {
  let db = options.db && path.resolve(options.db);
  if (!db) {
    db = path.join(work, 'hub.db');
    console.log(run('python3', path.join(source, 'corpora/mirror.py'), path.join(work, 'mirror'), `--repositories=${options.repositories}`, '--layouts=tar',
      '--files=5', '--card-bytes=600', '--duplication=.95').trim());
    run('python3', path.join(source, 'corpora/hub/make.py'), path.join(work, 'mirror/hub'));
    run(program, 'scan', path.join(work, 'mirror'), '--db', db, '--quiet');
    fs.rmSync(path.join(work, 'mirror'), { recursive: true });
  }
  const sql = query => JSON.parse(run('python3', '-c', 'import json, sqlite3, sys; print(json.dumps(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(sys.argv[2]).fetchall()))', db, query));

  const html = path.join(work, 'hub.html');
  const began = process.hrtime.bigint();
  console.log(run(program, 'report', '--html', html, db).trim());
  told('written in', `${(Number(process.hrtime.bigint() - began) / 1e9).toFixed(1)} s`);
  told('size', `${(fs.statSync(html).size / 1e6).toFixed(1)} MB (wanted: under 60)`);

  browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox'] });
  const paints = [], readies = [];
  let page;
  for (let i = 0; i < 5; ++i) {
    await page?.context().close();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.on('pageerror', e => { ++wrong; console.log(e.stack); });
    await page.goto('file://' + html, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.documentElement.dataset.ready, null, { timeout: 60000 });
    readies.push(await page.evaluate(() => performance.now()));
    paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
  }
  told('first paint', `${ms(median(paints))} (wanted: under 2000)`);
  told('table ready', ms(median(readies)));

  // From the event to the frame that shows what came of it.
  await page.evaluate(() => {
    window.timed = async act => {
      const start = performance.now();
      act();
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
      return performance.now() - start;
    };
    window.pick = (id, value) => () => { const s = document.getElementById(id); s.value = value; s.dispatchEvent(new Event('change')); };
    window.type = text => () => { const s = document.getElementById('q'); s.value = text; s.dispatchEvent(new Event('input')); };
  });
  const timed = async (what, acts, wanted) => {
    const times = [];
    for (const act of acts) times.push(await page.evaluate(`window.timed(${act})`));
    told(what, `${ms(median(times))}, at most ${ms(Math.max(...times))}${wanted || ''}`);
  };
  const limit = ' (wanted: under 100)';
  await timed('letter typed', ['b', 'br', 'bre', 'brea', 'bread', 'bread 7', 'bread 7b', ''].map(t => `type(${JSON.stringify(t)})`), limit);
  await timed('filter chosen', ['permissive', 'copyleft', '', 'unknown', ''].map(v => `pick('f-category', '${v}')`), limit);
  await timed('clause chosen', ['use.spam', 'legal.indemnity', '', 'grant.use', ''].map(v => `pick('f-clause', '${v}')`), limit);
  await timed('column sorted', [1, 2, 3, 4, 5, 6, 0, 0, 0].map(i => `() => document.querySelectorAll('.rows thead button')[${i}].click()`), limit);
  await timed('scrolled', [1000, 2000000, 3600000, 100].map(y => `() => { document.querySelector('.scroller').scrollTop = ${y}; }`), limit);
  const names = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).names.split('\n'));
  const some = [0, .2, .4, .6, .8, .999].map(share => names[Math.floor(share * names.length)]);
  await timed('repository opened', some.map(n => `() => { location.hash = '#/' + encodeURIComponent(${JSON.stringify(n)}); }`));
  told('memory of the page', `${((await page.evaluate(() => performance.memory.usedJSHeapSize)) / 1e6).toFixed(0)} MB`);

  // What is shown is what is in the database.
  const counted = async (name, value) => {
    await page.evaluate(h => { location.hash = h; }, `#?${name}=${encodeURIComponent(value)}`);
    await page.waitForTimeout(60);
    return Number((await page.locator('#status').textContent()).replaceAll(',', '').match(/\d+/)[0]);
  };
  same('repositories', names.length, sql('SELECT count(*) FROM repository')[0][0]);
  for (const [category, count] of sql('SELECT category, repositories FROM v_categories')) same(category, await counted('category', category), count);
  for (const [license, count] of sql('SELECT license, repositories FROM v_licenses LIMIT 15')) same(license, await counted('license', license), count);
  for (const [kind, count] of sql("SELECT n.text, count(DISTINCT c.repository) FROM conflict c JOIN name n ON n.id = c.kind GROUP BY 1")) same(kind, await counted('conflict', kind), count);
  for (const [value, count] of sql('SELECT n.text, count(*) FROM repository r JOIN name n ON n.id = r.commercial_use GROUP BY 1')) same(`commercial use ${value}`, await counted('may', `commercial-use:${value}`), count);
  for (const [clause, count] of sql("SELECT n.text, count(DISTINCT d.repository) FROM finding f JOIN name n ON n.id = f.clause JOIN name w ON w.id = f.confidence JOIN document d ON d.content = f.content WHERE n.text LIKE 'use.%' AND w.text <> 'weak' GROUP BY 1 LIMIT 12"))
    same(clause, await counted('clause', clause), count);
  told('counts', wrong ? `${wrong} wrong` : 'those of the database');
} finally {
  await browser?.close();
  if (options.keep) console.log(work);
  else fs.rmSync(work, { recursive: true });
}
process.exit(wrong ? 1 : 0);
