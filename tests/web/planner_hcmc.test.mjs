// The planners' story in Ho Chi Minh City: six years of enrolment and rooms come
// in, the years ahead are worked out, and 322 wards and 500 schools are told on
// the year slider, the map, the ranking, the report; two places to build are
// suggested; a school is closed, another gets rooms, homes are built. What the
// page shows is held against what the service says; how long each step takes is
// noted.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { simulatePlanning, takeHcmc, timed, WARD } from './hcmc.mjs';
import { takeKeyboard } from './keyboard.mjs';
import { openBrowser, sitDown } from './parent.mjs';
import { openOffice, PASSWORD } from './town.mjs';

const SLOW = { timeout: 600_000 };
let office, browser, api;

before(async () => {
  const taken = takeHcmc();
  simulatePlanning(taken);
  for (const [what, file] of [['population', 'ages'], ['sites', 'sites'], ['indicators', 'indicators']])
    execFileSync(process.env.HOCGAN, ['import', taken.city, what, join(taken.folder, `${file}.csv`)], { stdio: 'ignore' });
  [office, browser] = await Promise.all([openOffice(taken, WARD), openBrowser()]);
  api = await office.signIn('planner');
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

async function visit(path, page = 'planner', { byKeyboard = false, ...device } = {}) {
  const hoa = await sitDown(browser, office.address, { hasMap: false, ...device });
  const keys = byKeyboard ? await takeKeyboard(hoa.page) : null;
  hoa.page.setDefaultTimeout(300_000);
  const faults = [];
  hoa.page.on('pageerror', (error) => faults.push(String(error)));
  await hoa.enter(`${page}#/${path}`, 'planner', PASSWORD);
  return {
    ...hoa,
    keys,
    goodbye: async () => {
      assert.deepEqual(await hoa.violations(), []);
      assert.deepEqual(faults, []);
      await hoa.leave();
    },
  };
}

const count = (n) => new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 }).format(n);
const plain = (text) => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();
const schoolYear = (year) => `${year}–${year + 1}`;
const missingIn = ({ needs }, year) => needs.find((need) => need.year === year)?.shortage ?? 0;
const rowsOf = (page, box) => page.locator(`${box} .table-body .row`).evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));

async function save(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8').slice(1).trim().split('\r\n').slice(1);
}

test('six years of enrolment and the rooms come in, and one button makes the forecast', SLOW, async (t) => {
  const hoa = await visit('data?view=import&what=enrolment', 'officer');
  const { page } = hoa;
  for (const [what, file] of [['enrolment', 'enrolment'], ['capacity', 'rooms']]) {
    await timed(t, page, `${file} imported`, async () => {
      await page.evaluate((hash) => (location.hash = hash), `#/data?view=import&what=${what}`);
      await page.locator(`.data-kind input[value="${what}"]:checked`).waitFor();
      await page.locator('#import-file').setInputFiles(join(office.folder, `${file}.csv`));
      const now = page.locator('#import-now:not([disabled])');
      await now.waitFor();
      const lines = readFileSync(join(office.folder, `${file}.csv`), 'utf8').trim().split('\n').length - 1;
      assert.equal(await now.textContent(), `Nhập ${count(lines)} dòng`);
      await now.click();
      await page.getByText('Đã nhập xong').waitFor();
    });
  }
  await hoa.goodbye();
  // What was imported is taken up within a second.
  while ((await office.ask('/v1/capacity')).enrolment_year !== 2025) await new Promise((resolve) => setTimeout(resolve, 100));
  const again = await visit('forecast');
  await timed(t, again.page, 'forecast made', async () => {
    await again.page.getByRole('button', { name: 'Lập dự báo' }).click();
    await again.page.locator('.planner-words .figure-title', { hasText: 'Toàn thành phố' }).waitFor();
  });
  await again.goodbye();
});

test('the year slider tells 322 wards as the service has them', SLOW, async (t) => {
  const rooms = await api.json('/v1/planning/rooms?level=primary');
  const told = rooms.wards.filter(({ needs }) => needs.length > 0);
  const hoa = await visit('years?level=primary');
  const { page } = hoa;
  await page.locator('.years-table .table-body .row').first().waitFor();
  await page.locator('#year').focus();
  for (const [key, year] of [['Home', rooms.origin + 1], ['ArrowRight', rooms.origin + 2], ['End', rooms.until]]) {
    await timed(t, page, `year ${year}`, async () => {
      await page.keyboard.press(key);
      await page.locator('.year-shown', { hasText: schoolYear(year) }).waitFor();
    });
    const short = rooms.city.needs.find((one) => one.year === year).shortage;
    assert.ok(short > 0, 'the simulated rooms are too few');
    const worst = told.reduce((one, other) => (missingIn(other, year) > missingIn(one, year) ? other : one));
    const said = await page.locator('.planner-findings h2').first().textContent();
    assert.ok(said.includes(`thiếu ${count(short)} phòng`) && said.includes(`(${count(missingIn(worst, year))} phòng)`), said);
    for (const [name, shortage, needed] of await rowsOf(page, '.years-table')) {
      const of = told.filter((ward) => ward.name === name || ward.name.startsWith(`${name},`)).map(({ needs }) => needs.find((one) => one.year === year));
      assert.ok(of.some((need) => shortage === count(need.shortage) && needed === count(need.rooms_needed)), name);
    }
  }
  const lines = await save(page, page.locator('.years-table').getByRole('button', { name: 'Tải CSV' }));
  assert.equal(lines.length, told.length);
  await hoa.goodbye();
});

test('the shortage map has every ward in a class of its legend', SLOW, async (t) => {
  const rooms = await api.json('/v1/planning/rooms?level=primary');
  const hoa = await visit('years?level=primary', 'planner', { hasMap: true });
  const { page } = hoa;
  await timed(t, page, 'map drawn', () => hoa.mapReady());
  const classes = await page.evaluate(() => {
    const map = window.openedMap;
    const seen = map.querySourceFeatures('wards', { sourceLayer: 'ward' }).map(({ id }) => id);
    return Object.fromEntries(seen.map((id) => [id, map.getFeatureState({ source: 'wards', sourceLayer: 'ward', id }).class ?? -1]));
  });
  const shown = rooms.wards.filter(({ id, needs }) => id in classes && needs.length > 0);
  assert.ok(shown.length > 100, `${shown.length} wards are in sight`);
  for (const ward of shown) assert.equal(classes[ward.id] > 0, missingIn(ward, rooms.until) > 0, ward.name);
  const counts = (await page.locator('.planner-map .legend-count').allTextContents()).map((text) => Number.parseInt(text, 10));
  assert.equal(counts.reduce((sum, n) => sum + n, 0), rooms.wards.filter(({ needs }) => needs.length > 0).length);
  await hoa.goodbye();
});

test('fans and the ranking of hundreds of schools say what the service says', SLOW, async (t) => {
  const { schools } = await api.json('/v1/planning/schools?level=primary&year=2029&limit=10000');
  const { pupils } = await api.json('/v1/forecast?city=1');
  const hoa = await visit('forecast?level=primary&grade=1&year=2029');
  const { page } = hoa;
  const here = pupils.find(({ grade, year }) => grade === 1 && year === 2029);
  await page.locator('.planner-words .figure-title', { hasText: `khoảng ${count(here.median)} em năm 2029` }).waitFor();
  const box = page.locator('.planner-stage .table');
  await box.locator('.row[data-row]').first().waitFor();
  const names = (await save(page, box.getByRole('button', { name: 'Tải CSV' }))).length;
  assert.equal(names, schools.length);
  for (const [n, [rank, name, , median]] of (await rowsOf(page, '.planner-stage')).entries())
    assert.deepEqual([rank, name, median], [String(n + 1), schools[n].name, count(schools[n].need.pupils.median)]);
  await timed(t, page, 'one school', async () => {
    await box.locator('.row[data-row]').first().click();
    await page.waitForFunction((id) => document.querySelector('#place-school')?.value === id, schools[0].id);
    await page.locator('.planner-words .figure-title', { hasText: schools[0].name }).waitFor();
  });
  await hoa.goodbye();
});

test('where to build is answered as the program does', SLOW, async (t) => {
  const ask = (...words) => JSON.parse(office.run('site', '--level', 'primary', '--json', ...words));
  const hoa = await visit('siting?new=2');
  const { page } = hoa;
  await timed(t, page, 'two sites suggested', async () => {
    await page.getByRole('button', { name: 'Tính' }).click();
    await page.locator('.siting-result').waitFor();
  });
  const told = ask('--new', '2');
  const places = await page.locator('.siting-choice').evaluateAll((items) => items.map((item) => item.dataset.place));
  assert.deepEqual(places, told.choices.map(({ id }) => id));
  const numbers = await page.locator('.siting-measures tr:nth-child(2) td').allTextContents();
  assert.deepEqual(numbers.slice(0, 2).map(plain), [count(told.before.seated), count(told.after.seated)]);
  await hoa.goodbye();
});

/** Public primary schools with their pupils of the last year, most first. */
async function largestSchools() {
  const { schools } = await office.ask('/v1/schools', { level: 'primary', limit: 2000 });
  const now = new Map();
  for (const line of readFileSync(join(office.folder, 'enrolment.csv'), 'utf8').trim().split('\n').slice(1)) {
    const [id, year, grade, pupils] = line.split(',');
    if (year === '2025' && grade >= 1 && grade <= 5) now.set(id, (now.get(id) ?? 0) + Number(pupils));
  }
  const found = schools.filter(({ id, kind, name }) => (kind === null || kind === 'public') && name && now.get(id) > 0);
  return found.sort((one, other) => now.get(other.id) - now.get(one.id));
}

test('by keyboard alone: what if a school closes, another gets rooms, and homes are built', SLOW, async (t) => {
  const [closed, wider, beside] = await largestSchools();
  const hoa = await visit('siting?new=0', 'planner', { byKeyboard: true });
  const { page, keys } = hoa;
  const { schools } = await office.ask('/v1/schools', { level: 'primary', limit: 2000 });
  const offered = await page.locator('#siting-schools option').evaluateAll((options) => options.map(({ value }) => value));
  for (const { id, name, kind } of schools) assert.equal(offered.includes(`${name} (${id})`), kind === null || kind === 'public', name);

  await keys.write(page.locator('#siting-school'), `${closed.name} (${closed.id})`);
  await keys.hit('Tab');
  await keys.press(page.getByRole('button', { name: 'Đóng thử' }));
  await keys.isOn(`[data-change="close ${closed.id}"] button`);
  await keys.write(page.locator('#siting-school'), `${wider.name} (${wider.id})`);
  await keys.hit('Tab');
  await keys.write(page.locator('#siting-add'), '12');
  await keys.hit('Enter');
  await keys.isOn(`[data-change="add ${wider.id}"] button`);
  await keys.write(page.locator('#siting-place'), beside.name);
  await keys.hit('Enter');
  await keys.press(page.locator('.siting-found button').first());
  await keys.write(page.locator('#siting-homes'), '1500');
  await keys.hit('Enter');
  await keys.isOn('[data-change="homes 0"] button');

  await timed(t, page, 'three changes', async () => {
    await keys.press(page.getByRole('button', { name: 'Tính' }));
    await keys.isOn('.siting-found-title');
  });
  const { result } = await api.json(`/v1/jobs/${new URLSearchParams(page.url().split('?')[1]).get('job')}`);
  assert.deepEqual(result.changes.map(({ change, id }) => [change, id]), [['close', closed.id], ['add_rooms', wider.id]]);
  const { before, after, rooms_per_10000: per, year } = result.years.at(-1);
  assert.equal(after.pupils, before.pupils + 1500);
  const outside = ({ over_cap, unseated }) => over_cap + unseated;
  const told = (await page.locator('.siting-measures td').allTextContents()).map(plain).slice(1);
  const pairs = [0, 1, 2, 3, 4, 5].map((line) => told.slice(3 * line, 3 * line + 2));
  assert.deepEqual(pairs.slice(0, 4), ['pupils', 'seated', 'over_cap', 'unseated'].map((name) => [count(before[name]), count(after[name])]));
  assert.deepEqual(pairs[5], [per.before, per.after].map((n) => n.toFixed(1).replace('.', ',')));
  const more = outside(after) - outside(before);
  const sentence = plain(await page.locator('.siting-result > p').first().textContent());
  assert.ok(sentence.includes(schoolYear(year)) && sentence.includes(more === 0 ? 'không đổi' : `${more > 0 ? 'thêm' : 'bớt'} ${count(Math.abs(more))} em`), sentence);
  await page.locator('.siting-result .figure svg').nth(1).waitFor();
  await keys.wasAlone();
  await hoa.goodbye();
});

test('an indicator is told ward by ward', SLOW, async (t) => {
  const { indicators } = await api.json('/v1/indicators');
  const one = indicators.find(({ places }) => places.filter(({ ward }) => ward !== null).length > 300);
  const hoa = await visit('indicators');
  const { page } = hoa;
  await timed(t, page, 'one indicator', async () => {
    await page.locator(`[data-indicator="${one.code}"] > button`).click();
    await page.locator('.planner-table .table-body .row').first().waitFor();
  });
  const n = Number((await page.locator('.planner-table .table-count').textContent()).replace(/\D/g, ''));
  assert.equal(n, one.places.filter(({ ward }) => ward !== null).length);
  await hoa.goodbye();
});

test('the report has a line for every ward, or only for those short of rooms', SLOW, async (t) => {
  const rooms = await api.json('/v1/planning/rooms?level=primary');
  const hoa = await visit('report?level=primary&year=2029');
  const { page } = hoa;
  await timed(t, page, 'report', () => page.locator('.ward-picture svg').waitFor());
  const lines = page.locator('.report-table').first().locator('tbody tr');
  assert.equal(await lines.count(), rooms.wards.filter(({ needs }) => needs.length > 0).length);
  await page.getByRole('radio', { name: 'Chỉ nơi thiếu phòng' }).press('Space');
  const short = rooms.wards.filter((ward) => missingIn(ward, 2029) > 0).length;
  await page.waitForFunction((n) => document.querySelector('.report-table').tBodies[0].rows.length === n, short);
  await timed(t, page, 'on paper', () => page.pdf({ preferCSSPageSize: true }));
  await hoa.goodbye();
});
