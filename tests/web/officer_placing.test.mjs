// An officer places a grade, compares the methods, looks into schools and pupils;
// an administrator publishes; lists and letters follow. What the page shows is
// held against what the service says.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readSheets } from '../http/sheets.mjs';
import { compareGolden } from './golden.mjs';
import { takeKeyboard } from './keyboard.mjs';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openOfficeTown, PASSWORD } from './town.mjs';

const SLOW = { timeout: 180_000 };
const NAMES = ['Gần nhất trước', 'Ổn định', 'Tối ưu: ngắn nhất chung', 'Tối ưu: bớt em đi quá xa', 'Tối ưu: ít em vượt mức'];
const ORDER = ['nearest-first', 'stable', 'optimal total', 'optimal tail', 'optimal caps'];
let office, browser, officer;

// Made-up schools have more seats than pupils, and then all methods agree.
function takeSeatsAway({ folder, run }) {
  const [head, ...lines] = readFileSync(join(folder, 'capacity.csv'), 'utf8').trim().split(/\r?\n/);
  const seats = head.split(',').indexOf('seats');
  const fewer = lines.map((line) => line.split(',').map((cell, n) => (n === seats ? Math.floor(cell * 0.38) : cell)).join(','));
  writeFileSync(join(folder, 'fewer.csv'), [head, ...fewer, ''].join('\n'));
  run('import', 'capacity', join(folder, 'fewer.csv'));
}

before(async () => {
  [office, browser] = await Promise.all([openOfficeTown(), openBrowser()]);
  takeSeatsAway(office);
  officer = await office.signIn('officer');
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

async function visit(path, name = 'officer', device = {}) {
  const someone = await sitDown(browser, office.address, { hasMap: false, ...device });
  const keys = await takeKeyboard(someone.page);
  await someone.enter(`officer#/${path}`, name, PASSWORD);
  return { ...someone, keys };
}

const nameOf = ({ method, objective }) => (objective ? `${method} ${objective}` : method);

/** The rounds of the newest run, in the order of the columns. */
async function newestRounds() {
  const { rounds } = await officer.json('/v1/rounds?grade=1&year=2026');
  const newest = rounds.slice(-5);
  return newest.sort((one, other) => ORDER.indexOf(nameOf(one)) - ORDER.indexOf(nameOf(other)));
}

const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, '.');
const way = (m) => (m < 999.5 ? `${Math.round(m)} m` : `${(m / 1000).toFixed(m < 10_000 ? 2 : 1).replace('.', ',')} km`);
const plain = (text) => text.replaceAll('\u00a0', ' ').replace('tốt nhất trong hàng', '').trim();

/** What a row of the table should say of the measures of a round. */
const SAYS = {
  placed: [({ placed }) => count(placed), ({ placed }) => -placed],
  unplaced: [({ unplaced }) => count(unplaced), ({ unplaced }) => unplaced],
  mean: [({ mean_m: m }) => way(m), ({ mean_m: m }) => m],
  median: [({ median_m: m }) => way(m), ({ median_m: m }) => m],
  p95: [({ p95_m: m }) => way(m), ({ p95_m: m }) => m],
  max: [({ max_m: m }) => way(m), ({ max_m: m }) => m],
  over_cap: [({ over_cap: n }) => count(n), ({ over_cap: n }) => n],
  envy: [({ justified_envy: n }) => count(n), ({ justified_envy: n }) => n],
  moved: [({ moved, compared }) => `${count(moved)} / ${count(compared)}`, ({ moved }) => moved],
  seats: [({ seats_used: used, seats }) => `${count(used)} / ${count(seats)}`, null],
};

const isBest = (value, all) => value !== null && Math.min(...all) === value && new Set(all).size > 1;

test('the three methods are run by keyboard, and the table says what the service says', SLOW, async () => {
  const had = (await officer.json('/v1/rounds?grade=1&year=2026')).rounds.length;
  const lan = await visit('placing?grade=1&year=2026');
  await lan.page.locator('#run').focus();
  await lan.page.keyboard.press('Enter');
  await lan.page.locator('.notice.is-said').waitFor();
  const rounds = await newestRounds();
  assert.equal((await officer.json('/v1/rounds?grade=1&year=2026')).rounds.length, had + 5);
  await lan.page.locator(`.consequence-table [data-round="${rounds[0].round}"]`).waitFor();

  const [first, ...others] = rounds.map(({ round }) => round);
  const { all } = await officer.json(`/v1/rounds/${first}/consequences?with=${others}`);
  assert.deepEqual((await lan.page.locator('.consequence-table thead .method').allTextContents()).map(plain), NAMES);
  for (const [measure, [says, rank]] of Object.entries(SAYS)) {
    const cells = await lan.page.locator(`td[data-measure="${measure}"]`).evaluateAll((found) =>
      found.map((cell) => ({ text: cell.textContent, isBold: Number(getComputedStyle(cell).fontWeight) >= 600, hasSign: cell.querySelector('svg') !== null })),
    );
    assert.deepEqual(cells.map(({ text }) => plain(text)), all.map(says), measure);
    const ranks = rank && all.map(rank);
    const best = all.map((_, n) => rank !== null && isBest(ranks[n], ranks));
    assert.deepEqual(cells.map(({ isBold }) => isBold), best, measure);
    assert.deepEqual(cells.map(({ hasSign }) => hasSign), best, measure);
  }
  assert.ok(new Set(all.map(({ justified_envy: n }) => n)).size > 1, 'seats are short, so methods differ');
  assert.deepEqual(await lan.violations(), []);
  await lan.leave();
});

test('the histogram has the counts of the service, and its title the two extremes', SLOW, async () => {
  const lan = await visit('placing?grade=1&year=2026');
  await lan.page.locator('.figure-drawing svg').waitFor();
  const rounds = await newestRounds();
  const [first, ...others] = rounds.map(({ round }) => round);
  const { all } = await officer.json(`/v1/rounds/${first}/consequences?with=${others}`);
  const title = plain(await lan.page.locator('.figure-title').textContent());
  const farthest = all.map(({ max_m: m }) => m);
  assert.match(title, new RegExp(`${way(Math.max(...farthest))}.*${way(Math.min(...farthest))}`));
  await lan.page.locator('.figure-data summary').click();
  await lan.page.locator('.figure-data tbody tr').first().waitFor(); // filled once it has unfolded
  const shown = await lan.page.locator('.figure-data tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  const wanted = [];
  for (const [n, { round }] of rounds.entries()) {
    const { counts } = await officer.json(`/v1/rounds/${round}/histogram`);
    for (const pupils of counts) wanted.push([NAMES[n], String(pupils)]);
  }
  assert.deepEqual(shown.map(([method, , , pupils]) => [method, pupils]), wanted);
  assert.deepEqual(await lan.violations(), []);
  await lan.leave();
});

test('by keyboard from a method to a school to a pupil and why it is there', SLOW, async () => {
  const [, stable] = await newestRounds();
  const { pools } = await officer.json(`/v1/rounds/${stable.round}/pools`);
  const lan = await visit('placing?grade=1&year=2026');
  const { page } = lan;
  await page.locator('input[name="method"]').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((round) => location.hash.includes(round), stable.round);
  await page.locator('input[name="view"][value="compare"]').focus();
  await page.keyboard.press('ArrowRight');
  const inSight = page.locator('.school-list [data-row]');
  await inSight.first().waitFor();
  const listed = await inSight.evaluateAll((rows) => rows.slice(0, 6).map((row) => row.dataset.row));
  const pool = pools.find(({ school, is_full: full }) => full && listed.includes(school));

  await page.locator(`.school-list [data-row="${pool.school}"]`).focus();
  await page.keyboard.press('Enter');
  await page.locator('.school-box .table [data-row]').first().waitFor();
  const facts = (await page.locator('.school-box .pool .fact dd').allTextContents()).map(plain);
  assert.deepEqual(facts, [count(pool.seats), count(pool.placed), count(pool.seats - pool.placed), way(pool.last_m)]);
  const { pupils } = await officer.json(`/v1/pupils?round=${stable.round}&school=${pool.school}&grade=1&year=2026&limit=1000`);
  assert.equal(plain(await page.locator('.school-box .table-count').textContent()), `${pupils.length} dòng`);
  assert.deepEqual(await lan.violations(), []);

  const [pupil] = pupils;
  await page.locator('.demand').waitFor();
  const { own } = await officer.json(`/v1/pupils/${pupil.id}/explanation?round=${stable.round}`);
  assert.deepEqual((await page.locator('.demand dd').allTextContents()).map(plain), [count(own.asked), count(own.asked - pool.placed)]);
  await page.locator(`.school-box [data-row="${pupil.id}"]`).focus();
  await page.keyboard.press('Enter');
  await page.locator(`.pupil-box[data-pupil="${pupil.id}"] .explanation`).waitFor();
  assert.equal(await page.locator('.pupil-box h2').textContent(), pupil.name ?? pupil.id);
  assert.equal(plain(await page.locator('.pupil-box tr.is-chosen .is-number').textContent()), way(pupil.placement.distance_m));
  const why = await officer.json(`/v1/pupils/${pupil.id}/explanation?round=${stable.round}`);
  const told = await page.locator('.explanation > section .explained').evaluateAll((found) => found.map((one) => one.dataset.school));
  assert.deepEqual(told, [...why.before, why.own].map(({ school }) => school));
  const said = await page.locator('.explanation > section .explained li').allTextContents();
  assert.deepEqual(said, [...why.before, why.own].flatMap((one) => one.why));
  assert.match(await page.locator('.pupil-way .receipt-exact tfoot').textContent(), new RegExp(pupil.placement.distance_m.toFixed(2).replace('.', ',').replace(/^(\d+)(\d{3},)/, '$1.$2')));
  assert.deepEqual(await lan.violations(), []);

  await page.locator('#pupil-back').focus();
  await page.keyboard.press('Enter');
  await page.locator(`.school-box[data-school="${pool.school}"] [data-row]`).first().waitFor();
  await lan.leave();
});

test('who changes between two rounds is counted and listed', SLOW, async () => {
  const [before, after] = await newestRounds();
  const lan = await visit(`placing?grade=1&year=2026&view=changes&round=${after.round}&before=${before.round}`);
  const { summary, pupils } = await officer.json(`/v1/rounds/${after.round}/diff?with=${before.round}`);
  await lan.page.locator('.facts').waitFor();
  const shown = await lan.page.locator('.fact').evaluateAll((facts) => facts.map((fact) => [fact.dataset.count, fact.querySelector('dd').textContent]));
  for (const [name, text] of shown) assert.equal(text, count(summary.all[name]), name);
  assert.ok(pupils.length > 0);
  assert.equal(await lan.page.locator('.diff-part .table-count').last().textContent(), `${pupils.length} dòng`);
  assert.deepEqual(await lan.violations(), []);
  await lan.leave();
});

test('rules are told in words, and faults of one’s own are told line by line', SLOW, async () => {
  const lan = await visit('placing?grade=1&year=2026');
  const { page } = lan;
  await page.locator('#rules-show').press('Enter');
  await page.locator('.rules-told').waitFor();
  assert.match(await page.locator('.rules-told').textContent(), /quãng đường thật đi bộ.*xa hơn 4 km.*nhà ở trong phường của trường/s);
  assert.deepEqual(await lan.violations(), []);
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.id), 'rules-show', 'the keyboard is where it was');

  const { text } = await officer.json('/v1/rules/grade-1');
  const buffer = Buffer.from(text.replace('cap: 4 km', 'cap: 4 parsec').replace('profile: walk', 'profile: plane'));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'rules-file');
  assert.equal(await page.locator('[for=rules-file]').evaluate((label) => getComputedStyle(label).outlineStyle), 'solid', 'what has the keyboard is seen');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
  await chooser.setFiles({ name: 'cua-toi.yaml', mimeType: 'application/yaml', buffer });
  assert.match(await page.locator('.rules-name').textContent(), /cua-toi\.yaml/);
  await page.locator('#run').press('Enter');
  await page.locator('.run-status .trouble').waitFor();
  const faults = await page.locator('.findings .is-fault').allTextContents();
  assert.equal(faults.length, 2);
  assert.ok(faults.some((fault) => /plane/.test(fault)) && faults.some((fault) => /parsec/.test(fault)));
  assert.deepEqual(await lan.violations(), []);
  await lan.leave();
});

test('an officer of one ward looks, but does not run', SLOW, async () => {
  const ba = await visit('placing?grade=1&year=2026', 'ward_officer', PHONE);
  await ba.page.locator('.consequence-table').waitFor();
  assert.equal(await ba.page.locator('#run').count(), 0);
  assert.deepEqual(await ba.violations(), []);
  await ba.leave();
});

test('a draft is removed after a question, by the keyboard alone', SLOW, async () => {
  const caps = (await officer.json('/v1/rounds?grade=6&year=2026')).rounds.find(({ objective }) => objective === 'caps');
  const lan = await visit('placing?grade=6&year=2026');
  const focused = () => lan.page.evaluate(() => document.activeElement.dataset.remove ?? document.activeElement.className);
  await lan.page.locator('.rounds-list summary').press('Enter');
  await lan.page.locator(`[data-remove="${caps.round}"]`).press('Enter');
  await lan.page.keyboard.press('Escape');
  await lan.page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await focused(), caps.round, 'the keyboard is where it was');
  await lan.page.keyboard.press('Enter');
  assert.match(await focused(), /primary/);
  await lan.page.keyboard.press('Enter');
  await lan.page.locator(`[data-remove="${caps.round}"]`).waitFor({ state: 'detached' });
  await lan.page.waitForFunction(() => document.activeElement.matches('.rounds-list[open] > summary'));
  await officer.refusal(`/v1/rounds/${caps.round}`, {}, 404);
  await lan.leave();
});

test('where nothing was placed the page says how to begin', SLOW, async () => {
  const lan = await visit('placing?grade=1&year=2031');
  await lan.page.locator('.placing-empty .steps').waitFor();
  assert.deepEqual(await lan.violations(), []);
  await lan.leave();
});

const GOLDEN = [
  ['placing-compare', 'placing?grade=1&year=2026', '.figure-drawing svg'],
  ['placing-schools', 'placing?grade=1&year=2026&view=schools&school=', '.school-box [data-row]'],
  ['publish', 'publish?grade=1&year=2026', '.school-list, .table [data-row]'],
  ['placing-changes', 'placing?grade=1&year=2026&view=changes', '.diff-part [data-row]'],
];

const LOOKS = [
  ['desktop-light-vi', {}, ''],
  ['phone-dark-en', { ...PHONE, colorScheme: 'dark' }, '&lang=en'],
];

test('it looks as it did when someone last agreed', { timeout: 600_000 }, async () => {
  const [first] = await newestRounds();
  const { pools } = await officer.json(`/v1/rounds/${first.round}/pools`);
  for (const [look, device, more] of LOOKS) {
    for (const [name, path, shown] of GOLDEN) {
      const lan = await visit(`${path.endsWith('=') ? path + pools[0].school : path}${more}`, 'officer', device);
      await lan.page.locator(shown).first().waitFor();
      await lan.page.waitForLoadState('networkidle');
      // Moments differ from run to run.
      await compareGolden(lan.page, `officer-${name}-${look}`, { mask: [lan.page.locator('#publish-round, .diff-pick select')] });
      await lan.leave();
    }
  }
});

test('by keyboard alone an officer proposes, an administrator publishes by typing for what', SLOW, async () => {
  const [, stable] = await newestRounds();
  const lan = await visit(`publish?grade=1&year=2026&round=${stable.round}`);
  await lan.keys.press(lan.page.locator('#publish'));
  assert.match(await lan.page.locator('#propose-words').inputValue(), new RegExp(stable.round));
  assert.deepEqual(await lan.violations(), []);
  await lan.leave();

  const viet = await visit(`publish?grade=1&year=2026&round=${stable.round}`, 'admin');
  const { page, keys } = viet;
  await keys.date(page.locator('#contest-opens'), '2026-07-01');
  await keys.date(page.locator('#contest-closes'), '2026-07-10');
  await keys.press(page.locator('#contest-set'));
  await page.locator('[data-check="window"].is-ready').waitFor();
  assert.match(await page.locator('[data-check="window"]').textContent(), /01\/07\/2026.*10\/07\/2026/);
  await keys.press(page.locator('#publish'));
  const act = page.locator('dialog .primary');
  assert.ok(await act.isDisabled());
  assert.deepEqual(await viet.violations(), []);
  await page.keyboard.type(stable.confirm);
  await page.keyboard.press('Enter');
  await page.locator('#publish').waitFor({ state: 'detached' });
  await keys.isSomewhere();
  assert.equal((await officer.json(`/v1/rounds/${stable.round}`)).state, 'in_force');
  assert.deepEqual(await viet.violations(), []);
  await keys.wasAlone();
  await viet.leave();
});

test('by keyboard alone a school’s list is a workbook, and its letters have a code each that lets the family in', SLOW, async () => {
  const [, stable] = await newestRounds();
  const { pools } = await officer.json(`/v1/rounds/${stable.round}/pools`);
  const lan = await visit('publish?grade=1&year=2026');
  const { page, keys } = lan;
  const school = await page.locator('[data-workbook]').first().getAttribute('data-workbook');
  const { name } = pools.find((pool) => pool.school === school);
  const { pupils } = await officer.json(`/v1/pupils?round=${stable.round}&school=${school}&grade=1&year=2026&limit=1000`);

  const [download] = await Promise.all([page.waitForEvent('download'), keys.press(page.locator(`[data-workbook="${school}"]`))]);
  const file = join(office.folder, 'list.xlsx');
  await download.saveAs(file);
  const [sheet] = readSheets(file);
  assert.deepEqual(sheet.rows.map((row) => row['Mã định danh']).sort(), pupils.map(({ id }) => id));
  assert.ok(sheet.rows.every((row) => row['Trường'] === name));

  await keys.press(page.locator(`[data-letters="${school}"]`));
  assert.match(await page.locator('dialog').textContent(), /hết hiệu lực/);
  assert.deepEqual(await lan.violations(), []);
  await page.keyboard.press('Enter');
  await page.locator('#print-letters:not([disabled])').waitFor();
  const letters = await page.locator('.letter').evaluateAll((found) =>
    found.map((letter) => ({ pupil: letter.dataset.pupil, code: letter.querySelector('.code').textContent, words: letter.textContent })),
  );
  assert.deepEqual(letters.map(({ pupil }) => pupil), pupils.map(({ id }) => id));
  for (const { words, pupil } of letters) {
    const { placement } = pupils.find(({ id }) => id === pupil);
    assert.ok(plain(words).includes(way(placement.distance_m)), `${pupil} is told ${way(placement.distance_m)}`);
    assert.match(words, /01\/07\/2026.*10\/07\/2026/);
    assert.ok(words.includes(name));
  }
  assert.equal(new Set(letters.map(({ code }) => code)).size, letters.length);
  await keys.isSomewhere();
  await keys.wasAlone();
  assert.deepEqual(await lan.violations(), []);

  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, letters.length, 'one child a page');

  const [{ pupil, code }] = letters;
  const enter = () =>
    fetch(`${office.address}/v1/family/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ pupil, code }) });
  assert.equal((await enter()).status, 200);
  assert.equal((await enter()).status, 401, 'a code is for one use');
  await lan.leave();
});
