// The officers' story in Ho Chi Minh City: 140,000 children and their seats come
// in, zones are suggested, a grade is placed by every method and published, a school
// gets its list and its letters. What the page shows is held against what the
// service says. How long each step takes is noted.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readSheets } from '../http/sheets.mjs';
import { simulatePupils, takeHcmc, timed, WARD, YEAR } from './hcmc.mjs';
import { openBrowser, sitDown } from './parent.mjs';
import { openOffice, PASSWORD } from './town.mjs';

const SLOW = { timeout: 600_000 };
let office, browser, officer, sheet;

before(async () => {
  const taken = takeHcmc();
  simulatePupils(taken);
  sheet = readFileSync(join(taken.folder, 'pupils.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
  [office, browser] = await Promise.all([openOffice(taken, WARD), openBrowser()]);
  officer = await office.signIn('officer');
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

const count = (n) => new Intl.NumberFormat('vi-VN').format(n);
const way = (m) => (m < 999.5 ? `${Math.round(m)} m` : `${(m / 1000).toFixed(m < 10_000 ? 2 : 1).replace('.', ',')} km`);
const plain = (text) => text.replaceAll('\u00a0', ' ').replace('tốt nhất trong hàng', '').trim();
const PLACING = `placing?grade=1&year=${YEAR}`;

async function visit(path, name = 'officer') {
  const someone = await sitDown(browser, office.address, { hasMap: false });
  someone.page.setDefaultTimeout(300_000);
  someone.faults = [];
  someone.page.on('pageerror', (error) => someone.faults.push(String(error)));
  await someone.enter(`officer#/${path}`, name, PASSWORD);
  return {
    ...someone,
    go: (hash) => someone.page.evaluate((hash) => (location.hash = hash), `#/${hash}`),
    said: (pattern) => someone.page.locator('.notice', { hasText: pattern }).waitFor(),
    goodbye: async () => {
      assert.deepEqual(await someone.violations(), []);
      assert.deepEqual(someone.faults, []);
      await someone.leave();
    },
  };
}

async function allOf(path, list) {
  const found = [];
  let next = '';
  do {
    const page = await officer.json(`${path}&limit=1000${next && `&after=${next}`}`);
    found.push(...page[list]);
    next = page.next;
  } while (next);
  return found;
}

test('140,000 children are looked at before they come in, and the import may be left', SLOW, async (t) => {
  const lan = await visit('data?view=import&what=pupils');
  const { page } = lan;
  const now = page.locator('#import-now:not([disabled])');
  await timed(t, page, 'preview', async () => {
    await page.locator('#import-file').setInputFiles(join(office.folder, 'pupils.csv'));
    await now.waitFor();
  });
  assert.equal(await now.textContent(), `Nhập ${count(sheet.length)} dòng`);
  await timed(t, page, 'import', async () => {
    await now.click();
    await page.waitForFunction(() => location.hash.includes('job='));
    const address = page.url();
    await lan.go('contests');
    await page.locator('.tray summary.is-busy').waitFor();
    await page.goto(address);
    await page.getByText(`${count(sheet.length)} dòng học sinh`).waitFor();
  });
  await timed(t, page, 'list', async () => {
    await page.getByRole('link', { name: 'Xem danh sách' }).click();
    await page.waitForFunction(() => / em\. /.test(document.querySelector('.data-count')?.textContent ?? ''));
  });
  // More than a browser should hold: which part is there is said, and any ward can be asked for.
  assert.match(await page.locator('.data-count').textContent(), /^60\.000 em\. Mới tải 60\.000 em đầu/);
  const last = sheet.at(-1)[5];
  await timed(t, page, 'one ward', async () => {
    await page.locator('#filter-ward').selectOption(last);
    const own = sheet.filter(([, , , , , ward]) => ward === last).length;
    await page.waitForFunction((words) => document.querySelector('.data-count')?.textContent === words, `${count(own)} em`);
  });
  await lan.goodbye();
});

test('a planner brings the seats, and has zones suggested while doing something else', SLOW, async (t) => {
  const hoa = await visit('data?view=import&what=capacity', 'planner');
  const { page } = hoa;
  await page.locator('#import-file').setInputFiles(join(office.folder, 'capacity.csv'));
  await page.locator('#import-now:not([disabled])').click();
  await page.getByText('Đã nhập xong').waitFor();
  await hoa.go('zones?level=primary');
  await timed(t, page, 'zones suggested', async () => {
    await page.getByRole('button', { name: 'Lập phương án mới' }).click();
    await page.getByLabel('Nhờ máy gợi ý').check();
    await page.getByRole('button', { name: 'Lập bản nháp' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await hoa.go('data');
    await page.getByRole('heading', { name: 'Chỉ tiêu và phòng học theo phường, xã' }).waitFor();
    await hoa.said(/Máy đã chia xong/);
  });
  await page.locator('.notice').getByRole('button', { name: 'Mở' }).click();
  await page.locator('.plan-desk.is-draft').waitFor();
  await hoa.goodbye();
});

const ORDER = ['nearest-first', 'stable', 'optimal total', 'optimal tail', 'optimal caps'];
const nameOf = ({ method, objective }) => (objective ? `${method} ${objective}` : method);

async function roundsInOrder() {
  const { rounds } = await officer.json(`/v1/rounds?grade=1&year=${YEAR}`);
  return rounds.sort((one, other) => ORDER.indexOf(nameOf(one)) - ORDER.indexOf(nameOf(other)));
}

test('every method places all children as a job, and the table says what the service says', SLOW, async (t) => {
  const lan = await visit(PLACING);
  const { page } = lan;
  await timed(t, page, 'all methods', async () => {
    await page.locator('#run').click();
    await page.locator('.run-status .progress').waitFor();
    await lan.go('contests');
    await page.locator('.tray summary.is-busy').waitFor();
    await lan.go(PLACING);
    await page.locator('.consequence-table').waitFor({ timeout: 400_000 });
  });
  const rounds = await roundsInOrder();
  assert.equal(rounds.length, 5);
  const [first, ...others] = rounds.map(({ round }) => round);
  const { all } = await officer.json(`/v1/rounds/${first}/consequences?with=${others}`);
  const cells = async (measure) => (await page.locator(`td[data-measure="${measure}"]`).allTextContents()).map(plain);
  assert.deepEqual(await cells('placed'), all.map(({ placed }) => count(placed)));
  assert.deepEqual(await cells('mean'), all.map(({ mean_m: m }) => way(m)));
  assert.deepEqual(await cells('max'), all.map(({ max_m: m }) => way(m)));
  assert.deepEqual(await cells('over_cap'), all.map(({ over_cap: n }) => count(n)));
  assert.deepEqual(await cells('envy'), all.map(({ justified_envy: n }) => count(n)));
  assert.deepEqual(await cells('seats'), all.map(({ seats_used: used, seats }) => `${count(used)} / ${count(seats)}`));
  assert.equal(all[0].placed + all[0].unplaced, sheet.length);

  await page.locator('.figure-drawing svg').waitFor();
  await page.locator('.figure-data summary').click();
  await page.locator('.figure-data tbody tr').first().waitFor();
  const pupils = await page.locator('.figure-data tbody tr').evaluateAll((rows) => rows.map((row) => Number(row.cells[3].textContent.replace(/\D/g, ''))));
  const wanted = [];
  for (const { round } of rounds) wanted.push(...(await officer.json(`/v1/rounds/${round}/histogram`)).counts);
  assert.deepEqual(pupils, wanted);
  await lan.goodbye();
});

test('from a method to a ward, a school, a pupil and why', SLOW, async (t) => {
  const [, stable] = await roundsInOrder();
  const { pools } = await officer.json(`/v1/rounds/${stable.round}/pools`);
  const lan = await visit(`${PLACING}&round=${stable.round}`);
  const { page } = lan;
  await timed(t, page, 'schools', async () => {
    await lan.go(`${PLACING}&round=${stable.round}&view=schools`);
    await page.locator('.school-list [data-row]').first().waitFor();
  });
  const listed = await page.locator('.school-list [data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row));
  const pool = pools.find(({ school, is_full: full }) => full && listed.includes(school));
  await timed(t, page, 'one school', async () => {
    await page.locator(`.school-list [data-row="${pool.school}"]`).click();
    await page.locator('.school-box .table [data-row]').first().waitFor();
  });
  const facts = (await page.locator('.school-box .pool .fact dd').allTextContents()).map(plain);
  assert.deepEqual(facts, [count(pool.seats), count(pool.placed), count(pool.seats - pool.placed), way(pool.last_m)]);
  const pupils = await allOf(`/v1/pupils?round=${stable.round}&school=${pool.school}&grade=1&year=${YEAR}`, 'pupils');
  assert.equal(plain(await page.locator('.school-box .table-count').textContent()), `${count(pupils.length)} dòng`);
  const [pupil] = pupils;
  await timed(t, page, 'one pupil', async () => {
    await page.locator(`.school-box [data-row="${pupil.id}"]`).click();
    await page.locator(`.pupil-box[data-pupil="${pupil.id}"] .explanation`).waitFor();
  });
  assert.equal(plain(await page.locator('.pupil-box tr.is-chosen .is-number').textContent()), way(pupil.placement.distance_m));
  const why = await officer.json(`/v1/pupils/${pupil.id}/explanation?round=${stable.round}`);
  const said = await page.locator('.explanation > section .explained li').allTextContents();
  assert.deepEqual(said, [...why.before, why.own].flatMap((one) => one.why));
  await lan.goodbye();
});

test('the placing is published by typing for what', SLOW, async (t) => {
  const [, stable] = await roundsInOrder();
  const viet = await visit(`publish?grade=1&year=${YEAR}&round=${stable.round}`, 'admin');
  const { page } = viet;
  await page.locator('#contest-opens').fill(`${YEAR}-07-01`);
  await page.locator('#contest-closes').fill(`${YEAR}-07-10`);
  await page.locator('#contest-set').click();
  await page.locator('[data-check="window"].is-ready').waitFor();
  await page.locator('#publish').click();
  assert.ok(await page.locator('dialog .primary').isDisabled());
  await timed(t, page, 'round published', async () => {
    await page.keyboard.type(stable.confirm);
    await page.keyboard.press('Enter');
    await page.locator('#publish').waitFor({ state: 'detached' });
  });
  assert.equal((await officer.json(`/v1/rounds/${stable.round}`)).state, 'in_force');
  await viet.goodbye();
});

test('a school of hundreds has its workbook and a letter for every child', SLOW, async (t) => {
  const [, stable] = await roundsInOrder();
  const { pools } = await officer.json(`/v1/rounds/${stable.round}/pools`);
  const lan = await visit(`publish?grade=1&year=${YEAR}`);
  const { page } = lan;
  const school = await page.locator('[data-workbook]').first().getAttribute('data-workbook');
  const { name } = pools.find((pool) => pool.school === school);
  const pupils = await allOf(`/v1/pupils?round=${stable.round}&school=${school}&grade=1&year=${YEAR}`, 'pupils');
  const file = join(office.folder, 'list.xlsx');
  await timed(t, page, `workbook of ${pupils.length}`, async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-workbook="${school}"]`).click()]);
    await download.saveAs(file);
  });
  const [{ rows }] = readSheets(file);
  assert.deepEqual(rows.map((row) => row['Mã định danh']).sort(), pupils.map(({ id }) => id).sort());
  assert.ok(rows.every((row) => row['Trường'] === name));

  await page.locator(`[data-letters="${school}"]`).click();
  // They are laid a few at a time, and none is printed before all are there.
  await timed(t, page, `letters of ${pupils.length}`, async () => {
    await page.locator('dialog .primary').click();
    await page.waitForFunction((n) => document.querySelectorAll('.letter').length === n, pupils.length);
    await page.locator('#print-letters:not([disabled])').waitFor();
  });
  const letters = await page.locator('.letter').evaluateAll((found) =>
    found.map((letter) => ({ pupil: letter.dataset.pupil, code: letter.querySelector('.code').textContent, words: letter.textContent })),
  );
  const placed = new Map(pupils.map(({ id, placement }) => [id, placement]));
  for (const { pupil, words } of letters) assert.ok(plain(words).includes(way(placed.get(pupil).distance_m)), pupil);
  assert.equal(new Set(letters.map(({ code }) => code)).size, pupils.length);
  await lan.leave();
});

test('nobody has contested yet, and the queue says so', SLOW, async () => {
  const lan = await visit('contests');
  await lan.page.getByText('Không có khiếu nại nào ở đây').waitFor();
  assert.equal((await officer.json('/v1/contests')).contests.length, 0);
  await lan.goodbye();
});
