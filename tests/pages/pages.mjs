// The HTML reports in a real browser: they load, filter, sort, open a repository, can be used by keyboard, and complain of nothing.
//
// usage: node pages.mjs --bin DIR --modules DIR [--chromium FILE] [--shots DIR] [NAME...]
//
// --modules holds node_modules/playwright-core. Pages are made by the program from the sample hub, samples and made-up hostile names, in
// a folder of its own. --shots keeps a picture of each page: light, dark, phone, paper. NAME: only the checks whose names contain it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const source = path.resolve(import.meta.dirname, '../..');
const { values: options, positionals: wanted } = parseArgs({ allowPositionals: true, options: {
  bin: { type: 'string', default: path.join(source, 'build') }, modules: { type: 'string', default: path.join(source, 'build/pages') },
  chromium: { type: 'string', default: '/usr/bin/chromium' }, shots: { type: 'string' } } });
const { chromium } = createRequire(path.join(path.resolve(options.modules), 'x.js'))('playwright-core');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'caveat-pages-'));
const caveat = (...args) => execFileSync(path.join(path.resolve(options.bin), 'caveat'), args, { cwd: source, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const at = name => path.join(work, name);

const HOSTILE = ['</script><script>document.title="owned"</script>/x', '<img src=x onerror=document.title="owned">/x', 'a/\u2028\u2029b', 'a/\u202egnp.exe',
  'a/\u001b[31mred', 'a/50% & "quoted" \'name\' #1?x=y@d0', 'javascript:alert(1)/x', '<!--/x', '模型/七', 'a/' + 'long'.repeat(60), 'pier/base-7b'];

function make() {
  execFileSync('python3', [path.join(source, 'corpora/hub/make.py'), at('hub')]);
  fs.mkdirSync(at('hostile'));
  fs.writeFileSync(at('hostile/cards.jsonl'), HOSTILE.map(modelId => JSON.stringify({ modelId, card:
    `---\nlicense: ${JSON.stringify(modelId)}\nbase_model: ${JSON.stringify(modelId === HOSTILE.at(-1) ? HOSTILE[0] : HOSTILE.at(-1))}\n---\n# ${modelId}\nThis is fully open source ${modelId}.\n` }) + '\n').join(''));
  for (const name of ['hub', 'hostile']) {
    caveat('scan', at(name), '--db', at(name + '.db'), '--quiet');
    caveat('report', '--html', at(name + '.html'), at(name + '.db'));
  }
  const rider = fs.readFileSync(path.join(source, 'LICENSE'), 'utf8') + '\nThe software must not be used for military purposes.\n';
  fs.writeFileSync(at('RIDER'), rider);
  for (const [name, from] of [['text', 'corpora/samples/community-license.txt'], ['rider', at('RIDER')], ['model', 'corpora/quayside-7b']])
    caveat('report', '--html', at(name + '.html'), from);
}

let browser;
// A page that may not complain, ask for anything, or be as wide as to scroll sideways.
async function opened(name, { hash = '', allow = false, ...context } = {}) {
  const c = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...context });
  const page = await c.newPage(), faults = [];
  page.setDefaultTimeout(120000);  // of a busy machine
  page.on('console', m => { if (['error', 'warning'].includes(m.type())) faults.push(m.text()); });
  page.on('pageerror', e => faults.push(e.stack));
  page.on('dialog', d => { faults.push('dialog ' + d.message()); d.dismiss(); });
  page.on('request', r => { if (r.url() !== page.mainFrame().url().split('#')[0] && !r.isNavigationRequest()) faults.push('asks for ' + r.url()); });
  await page.goto('file://' + at(name + '.html') + hash);
  page.done = async () => {
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width[0] <= width[1], `scrolls sideways: ${width}`);
    assert.deepEqual(faults, []);
    await c.close();
  };
  page.count = async () => Number((await page.locator('#status').textContent()).replaceAll(',', '').match(/\d+/)[0]);
  // Listeners run in order: the page's own has acted when this one is called.
  page.go = h => page.evaluate(x => new Promise(done => {
    const before = location.hash;
    addEventListener('hashchange', () => setTimeout(done), { once: true });
    location.hash = x;
    if (location.hash === before) done();
  }), h);
  return page;
}
const firstNames = page => page.locator('.rows tbody th a').allTextContents();
const focused = page => page.evaluate(() => document.activeElement.textContent);

const CHECKS = {
  async 'hub: the table is all there'() {
    const page = await opened('hub');
    assert.equal(await page.count(), 160);
    const table = page.getByRole('table', { name: 'Repositories' });
    assert.equal(await table.getAttribute('aria-rowcount'), '161');
    const rows = await table.getByRole('row').count();
    assert.ok(rows > 10 && rows < 80, `${rows} rows are drawn`);
    assert.deepEqual(await table.getByRole('columnheader').allTextContents(), ['Repository', 'Licence', 'Category', 'Openness', 'Commercial use', 'Conflicts', 'Made from']);
    const names = await firstNames(page);
    assert.deepEqual(names, [...names].sort());
    await page.done();
  },
  async 'hub: every mark of every chart shows as many rows as it says'() {
    const page = await opened('hub');
    const marks = await page.evaluate(() => [...document.querySelectorAll('.chart tr a[href^="#?"], .chart .shares a[href^="#?"]')].map(a => {
      const line = a.closest('tr') || a.closest('div'), own = a.closest('td.n');
      const cells = own ? [own] : [...line.querySelectorAll('td.n, dd')];
      const counts = cells.map(c => Number((c.querySelector('b') ? c.lastChild.textContent : c.textContent).replaceAll(',', '')) || 0);
      return { href: a.getAttribute('href'), chart: a.closest('figure').id, count: line.closest('.plain') ? counts.at(-1) : counts.reduce((x, y) => x + y) };
    }));
    assert.ok(marks.length > 90, `${marks.length} marks`);
    for (const { href, chart, count } of marks) {
      await page.go(href);
      assert.equal(await page.count(), count, `${chart}: ${href}`);
    }
    await page.done();
  },
  async 'hub: search and filters work together, chips take them back'() {
    const page = await opened('hub');
    await page.getByRole('searchbox').fill('Lantern');
    await page.waitForFunction(() => document.getElementById('status').textContent.includes('of'));
    const found = await page.count();
    assert.ok(found > 5 && found < 60);
    for (const row of await page.locator('.rows tbody tr[role=row]').evaluateAll(rows => rows.map(r => r.textContent))) assert.match(row, /lantern/i);
    await page.getByRole('combobox', { name: 'Category' }).selectOption('permissive');
    const both = await page.count();
    assert.ok(both > 0 && both < found);
    assert.match(page.url(), /q=Lantern&category=permissive/);
    await page.getByRole('combobox', { name: 'Permission' }).selectOption('output-training:prohibited');
    assert.equal(await page.count(), 0);
    await page.getByRole('button', { name: /Remove filter Permission/ }).click();
    assert.equal(await page.count(), both);
    await page.getByRole('button', { name: 'Show all' }).click();
    assert.equal(await page.count(), 160);
    await page.getByRole('searchbox').fill('no such thing at all');
    await page.waitForFunction(() => document.getElementById('status').textContent.startsWith('0'));
    assert.equal((await firstNames(page)).length, 0);
    await page.done();
  },
  async 'hub: columns sort both ways, and say so'() {
    const page = await opened('hub');
    for (const [name, label] of [['license', 'Licence'], ['category', 'Category'], ['openness', 'Openness'], ['commercial', 'Commercial use'], ['conflicts', 'Conflicts'], ['base', 'Made from'], ['name', 'Repository']]) {
      const header = page.getByRole('table', { name: 'Repositories' }).getByRole('columnheader', { name: label }), seen = [];
      for (const direction of ['ascending', 'descending']) {
        await header.getByRole('button').click();
        assert.equal(await header.getAttribute('aria-sort'), direction, label);
        assert.equal(await page.locator('.rows th[aria-sort]').count(), 1);
        seen.push(await page.locator(`.rows tbody .c-${name}`).first().textContent());
      }
      assert.notEqual(seen[0], seen[1], label);
    }
    const names = await firstNames(page);
    assert.deepEqual(names, [...names].sort().reverse(), 'by name, backwards');
    await page.done();
  },
  async 'hub: by keyboard alone'() {
    const page = await opened('hub');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'To the table');
    await page.keyboard.press('/');
    await page.keyboard.type('northbay');
    await page.waitForFunction(() => document.getElementById('status').textContent.includes('of'));
    for (let i = 0; i < 30 && (await page.evaluate(() => document.activeElement.className)) !== 'scroller'; ++i) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    const first = await focused(page);
    assert.match(first, /^northbay\//);
    await page.keyboard.press('End');
    const last = await focused(page), all = await page.count();
    assert.notEqual(last, first);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.place), String(all - 1));
    await page.keyboard.press('Home');
    assert.equal(await focused(page), first);
    await page.keyboard.press('ArrowDown');
    const second = await focused(page);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.getElementById('repository').hidden);
    assert.equal(await focused(page), second, 'the heading has the focus');
    assert.equal(await page.title(), `${second} - hub.db - Caveat`);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.getElementById('repository').hidden);
    assert.equal(await focused(page), second, 'and then the row it was opened from');
    assert.equal(await page.count(), all, 'the search is as it was');
    await page.done();
  },
  async 'hub: a repository with its quotes and places'() {
    const page = await opened('hub');
    await page.go('#?category=scale-capped&clause=restriction.scale-cap');
    await page.locator('.rows tbody th a').first().click();
    const article = page.locator('#repository');
    await article.waitFor();
    for (const heading of ['What it lets you do', 'What you must do', 'Four questions', 'Components', 'Texts'])
      assert.equal(await article.getByRole('heading', { name: heading, exact: true }).count(), 1, heading);
    assert.equal(await article.locator('table.may tr').count(), 7);
    assert.equal(await article.locator('.components li').count(), 17);
    assert.ok(await article.locator('.said q').count() > 0, 'duties are quoted');
    const place = article.locator('.said a.place').first(), words = await article.locator('.said q').first().textContent();
    await place.click();
    const target = article.locator('.aimed');
    await target.waitFor();
    assert.equal(await target.locator('blockquote').textContent(), words, 'the link leads to the clause that is quoted');
    assert.ok(await target.evaluate(e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }), 'and it can be seen');
    const here = page.url();
    await page.goBack();
    await page.goBack();
    await page.waitForFunction(() => document.getElementById('repository').hidden);
    assert.match(page.url(), /clause=restriction/);
    await page.done();
    const again = await opened('hub', { hash: new URL(here).hash });
    await again.locator('#repository .aimed').waitFor();
    await again.done();
  },
  async 'hub: repositories open one after the other'() {
    const page = await opened('hub');
    const names = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).names.split('\n'));
    for (const name of names.filter((_, i) => i % 3 === 0)) {
      await page.evaluate(n => { location.hash = '#/' + encodeURIComponent(n); }, name);
      await page.waitForFunction(n => document.getElementById('repository-h')?.textContent === n, name);
      assert.ok(await page.locator('#repository .document').count() > 0, name);
    }
    await page.go('#/no/such%E0%');
    assert.match(await page.locator('#repository').textContent(), /There is no repository of this name/);
    await page.getByRole('link', { name: 'All repositories' }).click();
    assert.equal(await page.count(), 160);
    await page.done();
  },
  async 'hub: derivatives and bases lead to each other'() {
    const page = await opened('hostile'), base = HOSTILE.at(-1);
    await page.go('#?base=' + encodeURIComponent(base));
    assert.ok(await page.count() > 5);
    const derived = (await firstNames(page)).find(name => name !== base);
    await page.go('#/' + encodeURIComponent(base));
    await page.locator('#repository').getByRole('link', { name: derived, exact: true }).click();
    await page.waitForFunction(n => document.getElementById('repository-h').textContent === n, derived);
    await page.locator('#repository').getByRole('link', { name: base, exact: true }).first().click();
    await page.waitForFunction(n => document.getElementById('repository-h').textContent === n, base);
    await page.done();
  },
  async 'hub: on a phone'() {
    const page = await opened('hub', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
    await page.locator('.rows tbody th a').first().tap();
    await page.locator('#repository h2').waitFor();
    await page.done();
  },
  async 'hub: without a script the charts stand'() {
    const page = await opened('hub', { javaScriptEnabled: false });
    assert.equal(await page.locator('.chart').count(), 8);
    assert.match(await page.locator('noscript').textContent(), /needs JavaScript/);
    await page.context().close();
  },
  async 'hub: strangers write no markup'() {
    const page = await opened('hostile');
    assert.equal(await page.count(), HOSTILE.length);
    assert.equal(await page.title(), 'hostile.db - Caveat');
    const names = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).names.split('\n'));
    assert.equal(names.length, HOSTILE.length);
    assert.ok(names.includes('a/\\u{202e}gnp.exe') && names.includes(HOSTILE[0]) && names.includes('模型/七'), names.join('\n'));
    await page.getByRole('searchbox').fill('<script>');
    await page.waitForTimeout(300);  // for the search to have acted
    for (const name of names) {
      await page.go('#?q=');
      await page.locator('.rows tbody th a').nth(names.indexOf(name)).click();
      await page.waitForFunction(n => document.getElementById('repository-h')?.textContent === n, name);
    }
    assert.equal(await page.evaluate(() => document.querySelectorAll('#repository img, #repository script, #table script').length), 0);
    // Even markup that got into the page would not run: the policy allows one script.
    const ran = await page.evaluate(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); return window.ran === 1; });
    assert.equal(ran, false);
    await page.context().close();
  },
  async 'text: clauses, margin, places'() {
    const page = await opened('text');
    assert.ok(await page.locator('mark').count() > 20);
    assert.ok(await page.getByRole('complementary').count() > 5, 'a margin');
    const link = page.locator('li a.place').first(), href = await link.getAttribute('href');
    await link.click();
    assert.ok(await page.locator(href).evaluate(e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }));
    await page.done();
    const phone = await opened('text', { viewport: { width: 360, height: 740 } });
    await phone.done();
  },
  async 'text: an added rider is marked'() {
    const page = await opened('rider');
    assert.match((await page.locator('mark.added').allTextContents()).join(''), /military purposes/);
    assert.match(await page.locator('.note.added').first().textContent(), /Added words/);
    await page.done();
  },
  async 'model: all of it'() {
    const page = await opened('model');
    for (const heading of ['Where statements disagree', 'Four questions', 'Components'])
      assert.equal(await page.getByRole('heading', { name: heading }).count(), 1, heading);
    await page.locator('a.place').first().click();
    await page.done();
    const phone = await opened('model', { viewport: { width: 360, height: 740 } });
    await phone.done();
  },
  async 'all: text can be read in light and dark'() {
    for (const name of ['hub', 'text', 'model']) {
      const backgrounds = [];
      for (const colorScheme of ['light', 'dark']) {
        const page = await opened(name, { colorScheme });
        const poor = await page.evaluate(() => {
          const rgb = text => text.match(/[\d.]+/g).map(Number);
          const light = c => c.slice(0, 3).map(v => v / 255).map(v => (v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
          const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          const out = new Set();
          for (const e of document.querySelectorAll('body *')) {
            if (!(e instanceof HTMLElement) || !e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
            const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))], ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            if (ratio < 4.5) out.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
          }
          return [...out];
        });
        assert.deepEqual(poor, [], `${name} ${colorScheme}`);
        backgrounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        await page.done();
      }
      assert.notEqual(backgrounds[0], backgrounds[1], name);
    }
  },
  async 'all: on paper'() {
    for (const name of ['hub', 'text', 'model']) {
      const page = await opened(name);
      const pdf = await page.pdf({ format: 'A4' });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      assert.ok(pages >= 1 && pages <= 12, `${name}: ${pages} pages`);
      await page.done();
    }
  },
};

async function pictures(folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, hash] of [['hub', ''], ['hub', '#/brightfield/heron-yarrow'], ['hostile', ''], ['text', ''], ['rider', ''], ['model', '']]) {
    for (const [look, context] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['phone', { viewport: { width: 390, height: 844 }, isMobile: true }]]) {
      const page = await opened(name, { hash, ...context });
      const file = path.join(folder, `${name}${hash && '-repository'}-${look}`);
      await page.screenshot({ path: file + '.png', fullPage: true });
      if (look === 'light') await page.pdf({ path: file + '.pdf', format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } });
      await page.context().close();
    }
  }
}

let failed = 0, passed = 0;
try {
  make();
  browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox'] });
  for (const [name, check] of Object.entries(CHECKS)) {
    if (wanted.length && !wanted.some(w => name.includes(w))) continue;
    const began = Date.now();
    try {
      await check();
      ++passed;
      console.log(`ok      ${name} (${Date.now() - began} ms)`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}\n${error.stack}`);
    }
  }
  if (options.shots) await pictures(options.shots);
} finally {
  await browser?.close();
  fs.rmSync(work, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
