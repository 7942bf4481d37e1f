// The planners' page, as someone with a budget would use it: the year slider
// rules map, table and sentences; fans and the ranking say what the service
// says; what is saved and printed is the same again.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compareGolden } from './golden.mjs';
import { makeCity, run, startOffice } from '../http/city.mjs';
import { addPerson } from '../http/people.mjs';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openOfficeTown, PASSWORD } from './town.mjs';

const SLOW = { timeout: 240_000 };
const DARK = { colorScheme: 'dark' };
const STILL = { reducedMotion: 'reduce' };
let office, browser, api;

before(async () => {
  [office, browser] = await Promise.all([openOfficeTown(), openBrowser()]);
  api = await office.signIn('planner');
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

async function visit(path, device = {}) {
  const planner = await sitDown(browser, office.address, { hasMap: false, ...device });
  await planner.enter(`planner#/${path}`, 'planner', PASSWORD);
  return planner;
}

const count = (n, language = 'vi-VN') => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(n);
const schoolYear = (year) => `${year}–${year + 1}`;
const texts = (locator) => locator.allTextContents();
const rowsOf = (page, box) => page.locator(`${box} .table-body .row`).evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
const headline = (page) => page.locator('.planner-findings h2').first();

async function save(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.equal(text[0], '\ufeff', 'spreadsheets are told it is UTF-8');
  return { name: download.suggestedFilename(), rows: text.slice(1).trim().split('\r\n').map((line) => line.split(',')) };
}

const missingIn = ({ needs }, year) => needs.find((need) => need.year === year)?.shortage ?? 0;

test('the year slider changes sentence, table and charts alike, by keyboard, as the service has it', SLOW, async () => {
  const planner = await visit('years');
  const { page } = planner;
  const rooms = await api.json('/v1/planning/rooms?level=primary');
  const worst = (year) => rooms.wards.reduce((one, other) => (missingIn(other, year) > missingIn(one, year) ? other : one));
  await page.locator('#year').focus();
  for (const [key, year] of [['Home', rooms.origin + 1], ['ArrowRight', rooms.origin + 2], ['End', rooms.until]]) {
    await page.keyboard.press(key);
    await page.locator('.year-shown', { hasText: schoolYear(year) }).waitFor();
    assert.match(page.url(), new RegExp(`year=${year}`));
    const need = rooms.city.needs.find((one) => one.year === year);
    const said = await headline(page).textContent();
    if (need.shortage === 0) assert.match(said, /không trường tiểu học nào thiếu phòng/);
    else {
      const name = worst(year).name.split(',')[0];
      assert.equal(said, `Năm học ${schoolYear(year)} thiếu ${count(need.shortage)} phòng tiểu học, nhiều nhất ở ${name} (${count(missingIn(worst(year), year))} phòng).`);
    }
    const told = await rowsOf(page, '.years-table');
    for (const [name, shortage, needed, range, present] of told) {
      const of = rooms.wards.find((ward) => ward.name.split(',')[0] === name).needs.find((one) => one.year === year);
      assert.deepEqual([shortage, needed, range, present], [count(of.shortage), count(of.rooms_needed), `${count(of.rooms_low80)}–${count(of.rooms_high80)}`, count(of.rooms)], name);
    }
    const sorted = told.map(([, shortage]) => Number(shortage));
    assert.deepEqual(sorted, [...sorted].sort((a, b) => b - a));
    const title = (await texts(page.locator('.small-multiples .figure-title'))).find((one) => one.startsWith('Tiểu học: ') && one.includes('phòng'));
    assert.equal(title, need.shortage > 0 ? `Tiểu học: thiếu ${count(need.shortage)} phòng năm ${year}` : `Tiểu học: không thiếu phòng năm ${year}`);
  }
  assert.deepEqual(await planner.violations(), []);
  await planner.leave();
});

test('the map has the classes of the legend and the numbers of the table', SLOW, async () => {
  const planner = await visit('years', { hasMap: true });
  const { page } = planner;
  const rooms = await api.json('/v1/planning/rooms?level=primary');
  await planner.mapReady();
  const classesOf = () =>
    page.evaluate(() => {
      const map = window.openedMap;
      const seen = map.querySourceFeatures('wards', { sourceLayer: 'ward' }).map(({ id }) => id);
      return Object.fromEntries(seen.map((id) => [id, map.getFeatureState({ source: 'wards', sourceLayer: 'ward', id }).class ?? -1]));
    });
  for (const year of [rooms.until, rooms.origin + 1]) {
    if (year !== rooms.until) {
      await page.locator('#year').focus();
      await page.keyboard.press('Home');
      await page.locator('.year-shown', { hasText: schoolYear(year) }).waitFor();
    }
    const classes = await classesOf();
    const some = rooms.wards.filter(({ id, needs }) => id in classes && needs.length > 0);
    assert.ok(some.length > 3);
    for (const one of some) assert.equal(classes[one.id] > 0, missingIn(one, year) > 0, one.name);
    const byAmount = [...some].sort((a, b) => missingIn(a, year) - missingIn(b, year)).map(({ id }) => classes[id]);
    assert.deepEqual(byAmount, [...byAmount].sort((a, b) => a - b), 'more missing is no lighter');
    const counts = (await texts(page.locator('.planner-map .legend-count'))).map((text) => Number.parseInt(text, 10));
    assert.equal(counts.reduce((sum, n) => sum + n, 0), rooms.wards.filter(({ needs }) => needs.length > 0).length);
    assert.equal(counts[0], rooms.wards.filter((ward) => ward.needs.length > 0 && missingIn(ward, year) === 0).length);
  }
  await planner.leave();
});

test('a ward chosen in the table by keyboard is told alone, and left again', SLOW, async () => {
  const planner = await visit('years');
  const { page } = planner;
  const rooms = await api.json('/v1/planning/rooms?level=primary');
  const row = page.locator('.years-table .table-body .row').first();
  await row.focus();
  await page.keyboard.press('Enter');
  const back = page.getByRole('button', { name: 'Xem toàn thành phố' });
  await back.waitFor();
  const ward = new URLSearchParams(page.url().split('?')[1]).get('ward');
  const place = rooms.wards.find(({ id }) => id === ward);
  assert.match(await headline(page).textContent(), new RegExp(`${place.name.split(',')[0]}.*${count(missingIn(place, rooms.until))} phòng tiểu học`));
  assert.deepEqual(await planner.violations(), []);
  await back.click();
  await page.locator('.planner-hint', { hasText: 'Chọn một phường' }).waitFor();
  await page.goBack();
  await back.waitFor();
  await planner.leave();
});

test('who asked for less motion goes a year further with each press; others can pause', SLOW, async () => {
  const still = await visit('years?year=2026', STILL);
  await still.page.getByRole('button', { name: 'Năm sau' }).press('Enter');
  await still.page.locator('.year-shown', { hasText: schoolYear(2027) }).waitFor();
  await still.leave();
  const moving = await visit('years?year=2026');
  await moving.page.getByRole('button', { name: 'Chạy các năm' }).press('Enter');
  await moving.page.locator('.year-shown', { hasText: schoolYear(2028) }).waitFor();
  await moving.page.getByRole('button', { name: 'Dừng' }).press('Enter');
  await moving.page.getByRole('button', { name: 'Chạy các năm' }).waitFor();
  await moving.leave();
});

// What the data table of a figure has, row by row.
async function figureRows(page, figure) {
  await figure.locator('summary').press('Enter');
  await figure.locator('tbody tr').first().waitFor(); // filled once it has unfolded
  return figure.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
}

test('the fan of the city is what everyone is told of the forecast, and what was known', SLOW, async () => {
  const planner = await visit('forecast?level=primary&grade=1&year=2028');
  const { page } = planner;
  const figure = page.locator('.planner-words .figure');
  await figure.locator('svg').waitFor();
  const everyone = await api.json('/v1/forecast?city=1');
  const { known } = await api.json('/v1/planning/pupils?city=1');
  const saved = await save(page, figure.getByRole('button', { name: 'Tải CSV' }));
  assert.equal(saved.name, 'pupils-city-primary-1.csv');
  const told = saved.rows.slice(1).filter(([kind]) => kind === 'Dự báo');
  const wanted = everyone.pupils.filter(({ grade, withheld }) => grade === 1 && !withheld);
  assert.deepEqual(
    told.map((row) => row.slice(1).map(Number)),
    wanted.map(({ year, median, low50, high50, low80, high80, low95, high95 }) => [year, median, low50, high50, low80, high80, low95, high95]),
  );
  const behind = known.filter(({ grade }) => grade === 1);
  assert.deepEqual(
    saved.rows.slice(1).filter(([kind]) => kind === 'đã có').map(([, year, pupils]) => [Number(year), Number(pupils)]),
    behind.map(({ year, pupils }) => [year, pupils]),
  );
  const here = wanted.find(({ year }) => year === 2028);
  assert.equal(await figure.locator('.figure-title').textContent(), `Toàn thành phố, lớp 1: khoảng ${count(here.median)} em năm 2028 (khoảng 80%: ${count(here.low80)}–${count(here.high80)})`);
  const shown = await figureRows(page, figure);
  assert.equal(shown.length, saved.rows.length - 1);
  assert.deepEqual(await planner.violations(), []);
  await planner.leave();
});

test('what past forecasts were worth is said as the numbers have it', SLOW, async () => {
  const planner = await visit('forecast?level=primary');
  const { page } = planner;
  const { known, past } = await api.json('/v1/planning/pupils?city=1');
  const truth = new Map(known.filter(({ level, grade }) => level === 'primary' && grade === null).map(({ year, pupils }) => [year, pupils]));
  for (const ahead of [1, 2]) {
    if (ahead === 2) await page.getByRole('radio', { name: '2 năm' }).press('Space');
    const rows = past.filter(({ level, grade, year, origin }) => level === 'primary' && grade === null && year - origin === ahead);
    const within = rows.filter(({ year, low80, high80 }) => truth.get(year) >= low80 && truth.get(year) <= high80).length;
    await page.locator('.trust', { hasText: `Dự báo trước ${ahead} năm: ${within} trên ${rows.length} lần` }).waitFor();
  }
  await planner.leave();
});

test('schools about to overflow are ranked as the service ranks them, and open their own fan', SLOW, async () => {
  const planner = await visit('forecast?level=primary&year=2029');
  const { page } = planner;
  const { schools } = await api.json('/v1/planning/schools?level=primary&year=2029&limit=10000');
  await page.locator('.planner-stage .table-body .row').first().waitFor();
  const box = page.locator('.planner-stage .table');
  const saved = await save(page, box.getByRole('button', { name: 'Tải CSV' }));
  assert.deepEqual(saved.rows.slice(1).map((row) => row[1]), schools.map(({ name }) => name));
  assert.deepEqual(saved.rows.slice(1).map((row) => row[2]), schools.map(({ need }) => String(need.overflow_chance ?? '')));
  const told = await rowsOf(page, '.planner-stage');
  for (const [n, [rank, name, , pupils]] of told.entries()) {
    assert.deepEqual([rank, name, pupils], [String(n + 1), schools[n].name, count(schools[n].need.pupils.median)]);
  }
  const likely = schools.filter(({ need }) => need.overflow_chance >= 0.5);
  const finding = await page.locator('.risk-finding').textContent();
  assert.match(finding, likely.length > 0 ? new RegExp(`${likely.length} trường tiểu học.*${likely[0].name}`) : /không trường tiểu học nào/);
  await page.locator('.planner-stage .table-body .row').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.planner-words .figure-title', { hasText: schools[0].name }).waitFor();
  assert.equal(await page.locator('#place-school').inputValue(), schools[0].id);
  assert.deepEqual(await planner.violations(), []);
  await planner.leave();
});

test('a back-test of all schools runs as a job and is told beside last year’s value', SLOW, async () => {
  const planner = await visit('forecast');
  const { page } = planner;
  await page.getByRole('button', { name: 'Kiểm lại dự báo' }).press('Enter');
  await page.getByText(/Theo từng trường, dự báo trước 1 năm sai/).waitFor();
  const rows = JSON.parse(office.run('forecast', 'backtest', '--json')).filter((row) => row.grade === null && row.level === 'school' && row.horizon === 1);
  const mean = (method) => {
    const of = rows.filter((row) => row.method === method);
    return of.reduce((sum, { wape }) => sum + wape, 0) / of.length;
  };
  const share = (n) => new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(n);
  const said = await page.getByText(/Theo từng trường, dự báo trước 1 năm sai/).textContent();
  assert.ok(said.includes(`${share(mean('hocgan'))}%`) && said.includes(`${share(mean('last_value'))}%`), said);
  assert.deepEqual(await planner.violations(), []);
  await planner.leave();
});

test('indicators say how they stand in words, and one of them ward by ward', SLOW, async () => {
  const planner = await visit('indicators');
  const { page } = planner;
  const { indicators } = await api.json('/v1/indicators');
  const WORDS = { reached: 'đã đạt', on_track: 'đúng hướng', behind: 'chậm', missed: 'lỡ mục tiêu', too_early: 'chưa đủ năm để nói', no_target: 'không có mục tiêu' };
  const cityOf = ({ places }) => places.find(({ ward }) => ward === null);
  const met = indicators.filter((one) => cityOf(one)?.state === 'reached').length;
  assert.ok((await headline(page).textContent()).startsWith(`${met} trên ${indicators.length} chỉ số`));
  for (const one of indicators) {
    const card = page.locator(`[data-indicator="${one.code}"]`);
    assert.equal((await card.locator('.state').textContent()).slice(1), WORDS[cityOf(one).state], one.code);
  }
  const one = indicators.find(({ places }) => places.some(({ ward }) => ward !== null));
  await page.locator(`[data-indicator="${one.code}"] > button`).press('Enter');
  await page.locator(`[data-indicator="${one.code}"].is-chosen`).waitFor();
  for (const [name, , , state] of await rowsOf(page, '.planner-table')) {
    assert.equal(state.slice(1), WORDS[one.places.find((place) => place.name === name).state], name);
  }
  assert.deepEqual(await planner.violations(), []);
  await planner.leave();
});

test('the report has the findings, the table and the sources, and only that on paper', SLOW, async () => {
  const planner = await visit('report?level=primary&year=2029');
  const { page } = planner;
  const rooms = await api.json('/v1/planning/rooms?level=primary');
  await page.locator('.ward-picture svg').waitFor();
  const need = rooms.city.needs.find(({ year }) => year === 2029);
  assert.ok((await page.locator('.report-findings li').first().textContent()).includes(count(need.shortage)) || need.shortage === 0);
  const table = page.locator('.report-table').first();
  assert.equal(await table.locator('tbody tr').count(), rooms.wards.filter(({ needs }) => needs.length > 0).length);
  await page.getByRole('radio', { name: 'Chỉ nơi thiếu phòng' }).press('Space');
  const short = rooms.wards.filter((ward) => missingIn(ward, 2029) > 0);
  await page.waitForFunction((n) => document.querySelector('.report-table').tBodies[0].rows.length === n, short.length);
  assert.match(await page.locator('.report-made').textContent(), new RegExp(`Lập ngày \\d\\d/\\d\\d/\\d{4}.*${rooms.forecast}`));
  assert.deepEqual(await planner.violations(), []);
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.office-head', '.planner-bar', '.report .figure-data']) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  assert.ok(await page.locator('.report-title').isVisible());
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.match(pdf.toString('latin1'), /\/MediaBox \[0 0 59[45]\.\d* 84[12]\.\d*\]/, 'A4');
  await planner.leave();
});

test('going from part to part keeps level, year and ward', SLOW, async () => {
  const planner = await visit('years?level=lower_secondary&year=2027');
  const { page } = planner;
  await page.locator('.office-step', { hasText: 'Dự báo' }).click();
  await page.locator('.planner-words .figure-title', { hasText: 'THCS' }).waitFor();
  assert.match(page.url(), /level=lower_secondary&year=2027/);
  await page.locator('.year-shown', { hasText: schoolYear(2027) }).waitFor();
  await planner.leave();
});

// Pupils of three years at every school of the small city.
function importEnrolment({ city, folder }, schools) {
  const rows = schools.flatMap(({ id }) => [2023, 2024, 2025].flatMap((year) => [1, 2, 3].map((grade) => `${id},${year},${grade},${80 + 9 * grade}`)));
  writeFileSync(join(folder, 'enrolment.csv'), ['school_id,year,grade,pupils', ...rows].join('\n'));
  run('import', city, 'enrolment', join(folder, 'enrolment.csv'));
}

test('a city without data is told which file to import, then makes its forecast with one button', SLOW, async () => {
  const small = makeCity();
  addPerson(small.city, 'planner', '--role', 'planner');
  const bare = await startOffice(small.city, '--pages', join(process.env.HOCGAN_SOURCE, 'web', 'dist'));
  const planner = await sitDown(browser, bare.address, { hasMap: false });
  const { page } = planner;
  try {
    await planner.enter('planner#/years', 'planner', PASSWORD);
    await page.getByRole('heading', { name: 'Chưa có số học sinh' }).waitFor();
    assert.match(await page.locator('.planner-empty').textContent(), /“enrolment”.*school_id, year, grade, pupils/);
    assert.deepEqual(await planner.violations(), []);
    await page.locator('.office-step', { hasText: 'Chỉ số' }).click();
    await page.getByRole('heading', { name: 'Chưa có chỉ số' }).waitFor();
    assert.deepEqual(await planner.violations(), []);
    const { schools } = await (await fetch(`${bare.address}/v1/schools?level=primary`)).json();
    importEnrolment(small, schools);
    // What was imported is taken up within a second.
    while ((await (await fetch(`${bare.address}/v1/capacity`)).json()).enrolment_year !== 2025) await new Promise((resolve) => setTimeout(resolve, 100));
    await page.reload();
    await page.locator('.office-step', { hasText: 'Dự báo' }).click();
    await page.getByRole('heading', { name: 'Chưa có dự báo' }).waitFor();
    assert.deepEqual(await planner.violations(), []);
    await page.getByRole('button', { name: 'Lập dự báo' }).press('Enter');
    await page.locator('.planner-words .figure-title', { hasText: 'Toàn thành phố, tiểu học' }).waitFor();
  } finally {
    await planner.leave();
    await bare.stop();
    small.remove();
  }
});

const GOLDEN = [
  ['years', 'desktop-light-vi', 'years?year=2029', {}],
  ['years', 'phone-dark-vi', 'years?year=2029', { ...PHONE, ...DARK }],
  ['forecast', 'desktop-dark-en', 'forecast?year=2029&lang=en', DARK],
  ['forecast', 'phone-light-vi', 'forecast?year=2029', PHONE],
  ['indicators', 'desktop-light-vi', 'indicators', {}],
  ['indicators', 'phone-light-en', 'indicators?lang=en', PHONE],
  ['report', 'desktop-light-en', 'report?year=2029&lang=en', {}],
  ['report', 'phone-dark-vi', 'report?year=2029', { ...PHONE, ...DARK }],
];

for (const [part, name, path, device] of GOLDEN)
  test(`${part} looks as it did, and axe finds nothing: ${name}`, SLOW, async () => {
    const planner = await visit(path, { ...device, ...STILL });
    const { page } = planner;
    await page.locator('.figure-drawing svg').first().waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await planner.violations(), []);
    await compareGolden(page, `planner-${part}-${name}`, { mask: [page.locator('.planner-map .stage')] });
    await planner.leave();
  });
