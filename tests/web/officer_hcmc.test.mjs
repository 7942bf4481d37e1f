// The officers' story in Ho Chi Minh City: 140,000 children and their seats come
// in, zones are suggested, published, painted, compared and published again, a
// grade is placed by every method and published, a school gets its list and its
// letters, and what a family contests is decided. What the page shows is held
// against what the service says. How long each step takes is noted.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readSheets } from '../http/sheets.mjs';
import { simulatePupils, takeHcmc, timed, WARD, YEAR } from './hcmc.mjs';
import { takeKeyboard } from './keyboard.mjs';
import { openBrowser, sitDown } from './parent.mjs';
import { openOffice, PASSWORD } from './town.mjs';
import { borderUnits, measuresSaid, measuresShown, plansTold, schoolOf } from './zone_plans.mjs';

const SLOW = { timeout: 600_000 };
let office, browser, officer, told, sheet;

before(async () => {
  const taken = takeHcmc();
  simulatePupils(taken);
  sheet = readFileSync(join(taken.folder, 'pupils.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
  [office, browser] = await Promise.all([openOffice(taken, WARD), openBrowser()]);
  officer = await office.signIn('officer');
  told = plansTold(officer);
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

const count = (n) => new Intl.NumberFormat('vi-VN').format(n);
const way = (m) => (m < 999.5 ? `${Math.round(m)} m` : `${(m / 1000).toFixed(m < 10_000 ? 2 : 1).replace('.', ',')} km`);
const plain = (text) => text.replaceAll('\u00a0', ' ').replace('tốt nhất trong hàng', '').trim();
const PLACING = `placing?grade=1&year=${YEAR}`;

async function visit(path, name = 'officer', { hasMap = false, byKeyboard = false } = {}) {
  const someone = await sitDown(browser, office.address, { hasMap });
  if (byKeyboard) someone.keys = await takeKeyboard(someone.page);
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

const plansOf = async (state) => (await officer.json(`/v1/plans?level=primary&state=${state}`)).plans;
const planAt = (page) => new URLSearchParams(page.url().split('?')[1]).get('plan');

/** Publishes what is on the desk by typing for what; `says` is in the question. */
async function publishByKeyboard({ page, keys, violations }, plan, says) {
  const { confirm } = await officer.json(`/v1/plans/${plan}`);
  await keys.press(page.locator('[data-act=publish]'));
  await page.locator('dialog[open]', { hasText: says }).waitFor();
  assert.ok(await page.locator('dialog .primary').isDisabled());
  assert.deepEqual(await violations(), []);
  await keys.isOn('dialog input');
  await keys.type(confirm);
  await keys.hit('Enter');
  await page.locator(`[data-plan="${plan}"].is-in-force`).waitFor();
  await keys.isOn('.plan-list h2');
  assert.equal((await officer.json(`/v1/plans/${plan}`)).state, 'in_force');
}

test('by keyboard alone the zones suggested are put in force, the first that there are', SLOW, async (t) => {
  const [{ plan }] = await plansOf('draft');
  const viet = await visit('zones?level=primary', 'admin', { byKeyboard: true });
  const { page, keys } = viet;
  await keys.press(page.locator(`[data-plan="${plan}"] a`));
  await page.locator('.plan-desk.is-draft').waitFor();
  assert.deepEqual(await measuresShown(page, 0), measuresSaid(await told.measures(plan)));
  await timed(t, page, 'zones published', () => publishByKeyboard(viet, plan, 'đây là phương án đầu tiên'));
  await keys.wasAlone();
  await viet.goodbye();
});

test('by keyboard alone a copy is painted, taken back, done again, locked and proposed, and who changes is told', SLOW, async (t) => {
  const [inForce] = await plansOf('in_force');
  const lan = await visit('zones?level=primary', 'officer', { byKeyboard: true });
  const { page, keys } = lan;
  await keys.press(page.getByRole('button', { name: 'Lập phương án mới' }));
  await keys.press(page.getByRole('button', { name: 'Lập bản nháp' }));
  await page.locator('.plan-desk.is-draft').waitFor();
  await keys.isSomewhere();
  const plan = planAt(page);
  const units = await told.units(plan);
  const { unit, name, from, to } = borderUnits(units).next().value;
  const before = measuresSaid(await told.measures(plan));
  assert.deepEqual(await measuresShown(page, 0), before);

  await keys.choose('plan-tool', 'paint');
  const table = page.locator('.plan-tables .table:not([hidden])');
  await keys.row(table, to);
  await keys.hit('Enter');
  await keys.choose('plan-table', 'units');
  await keys.write(page.locator('#plan-find'), name);
  await keys.row(table, unit);
  await timed(t, page, 'one unit painted', async () => {
    await keys.hit('Enter');
    assert.deepEqual(await measuresShown(page, 1), measuresSaid(await told.measures(plan)));
  });
  assert.equal(schoolOf(await told.units(plan), unit), to);
  await timed(t, page, 'taken back', async () => {
    await keys.hit('Control+z');
    assert.deepEqual(await measuresShown(page, 2), before);
  });
  assert.equal(schoolOf(await told.units(plan), unit), from);
  assert.deepEqual(measuresSaid(await told.measures(plan)), before);
  await keys.hit('Control+Shift+z');
  await page.locator('.plan-measures[data-step="3"]').waitFor({ state: 'attached' });
  await keys.choose('plan-tool', 'look');
  await keys.row(table, unit);
  await keys.hit('Enter');
  await keys.press(page.locator('.chosen [data-act=lock]'));
  await page.locator('.plan-measures[data-step="4"]').waitFor({ state: 'attached' });
  const { units: ids, locked } = await told.units(plan);
  assert.deepEqual(locked.map((place) => ids[place]), [unit]);
  assert.deepEqual(await lan.violations(), []);

  const diff = await told.diff(plan, inForce.plan);
  assert.ok(diff.entrants_moved > 0);
  const others = page.getByLabel('So sánh với');
  await keys.pick(others, await others.locator(`option[value="${inForce.plan}"]`).textContent());
  await timed(t, page, 'two plans compared', async () => {
    await keys.press(page.locator('[data-act=compare]'));
    await page.locator('.compare-finding').waitFor();
  });
  assert.ok((await page.locator('.compare-finding').textContent()).startsWith(`${count(diff.entrants_moved)} trẻ ở ${count(diff.units.length)} đơn vị, ${count(diff.wards.length)} phường`));
  await keys.choose('changes', 'unit');
  const rows = page.locator('.compare-side .table:not([hidden]) .table-body .row');
  await rows.first().waitFor();
  assert.equal(await rows.count(), diff.units.length);
  await keys.press(page.getByRole('slider'), 'ArrowRight');
  assert.equal(await page.getByRole('slider').getAttribute('aria-valuetext'), '51% bản đồ là phương án trước');
  assert.deepEqual(await lan.violations(), []);
  await keys.press(page.locator('.plan-back'));
  await keys.press(page.locator('[data-act=propose]'));
  await page.locator('dialog[open]', { hasText: `${count(diff.entrants_moved)} trẻ ở 1 đơn vị` }).waitFor();
  await keys.isOn('dialog .primary');
  await keys.hit('Enter');
  await lan.said(/Đã gửi đề nghị/);
  await keys.wasAlone();
  await lan.goodbye();
});

test('a stroke on the map moves what it came over, and is taken back whole', SLOW, async (t) => {
  const [{ plan }] = await plansOf('draft');
  const units = await told.units(plan);
  const locked = units.locked.map((place) => units.units[place]);
  const { unit, at, other, otherAt, to } = [...borderUnits(units)].find(({ unit, other }) => !locked.includes(unit) && !locked.includes(other));
  const before = measuresSaid(await told.measures(plan));
  const lan = await visit(`zones?plan=${plan}&tool=paint&to=${to}`, 'officer', { hasMap: true });
  const { page } = lan;
  await lan.mapReady();
  await page.evaluate((center) => window.openedMap.jumpTo({ center, zoom: 15 }), at);
  const drawn = () => page.waitForFunction(() => window.openedMap.loaded() && window.openedMap.areTilesLoaded() && !window.openedMap.isMoving());
  await timed(t, page, 'units drawn', drawn);
  const spot = (at) =>
    page.evaluate((at) => {
      const { x, y } = window.openedMap.project(at);
      const { left, top } = window.openedMap.getCanvas().getBoundingClientRect();
      return [x + left, y + top];
    }, at);
  const first = Number(await page.locator('.plan-measures').getAttribute('data-step'));
  await timed(t, page, 'a stroke', async () => {
    await page.mouse.move(...(await spot(otherAt)));
    await page.mouse.down();
    await page.mouse.move(...(await spot(at)), { steps: 5 });
    await page.mouse.up();
    assert.deepEqual(await measuresShown(page, first + 1), measuresSaid(await told.measures(plan)));
  });
  const now = await told.units(plan);
  assert.equal(schoolOf(now, unit), to);
  assert.equal(schoolOf(now, other), to);
  await page.locator('[data-act=undo]').click();
  assert.deepEqual(await measuresShown(page, first + 2), before);
  assert.deepEqual((await told.units(plan)).school, units.school);
  await lan.goodbye();
});

test('by keyboard alone the plan proposed is published, after reading who changes, and everyone’s answers follow', SLOW, async (t) => {
  const [inForce] = await plansOf('in_force');
  const [{ plan }] = await plansOf('draft');
  const diff = await told.diff(plan, inForce.plan);
  const units = await told.units(plan);
  const place = units.units.indexOf(diff.units[0].unit);
  const zoneAt = () => office.ask('/v1/zone', { at: units.at[place].join(','), level: 'primary' });
  assert.equal((await zoneAt()).school?.id, diff.units[0].from);
  const viet = await visit(`zones?plan=${plan}`, 'admin', { byKeyboard: true });
  await timed(t, viet.page, 'plan published', () =>
    publishByKeyboard(viet, plan, `${count(diff.entrants_moved)} trẻ ở ${count(diff.units.length)} đơn vị thuộc ${count(diff.wards.length)} phường xã đổi trường`),
  );
  assert.equal((await zoneAt()).school.id, diff.units[0].to);
  await viet.keys.wasAlone();
  await viet.goodbye();
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

test('by keyboard alone the placing is published by typing for what', SLOW, async (t) => {
  const [, stable] = await roundsInOrder();
  const viet = await visit(`publish?grade=1&year=${YEAR}&round=${stable.round}`, 'admin', { byKeyboard: true });
  const { page, keys } = viet;
  await keys.date(page.locator('#contest-opens'), `${YEAR}-07-01`);
  await keys.date(page.locator('#contest-closes'), `${YEAR}-07-10`);
  await keys.press(page.locator('#contest-set'));
  await page.locator('[data-check="window"].is-ready').waitFor();
  await keys.press(page.locator('#publish'));
  assert.ok(await page.locator('dialog .primary').isDisabled());
  await timed(t, page, 'round published', async () => {
    await page.keyboard.type(stable.confirm);
    await page.keyboard.press('Enter');
    await page.locator('#publish').waitFor({ state: 'detached' });
  });
  assert.equal((await officer.json(`/v1/rounds/${stable.round}`)).state, 'in_force');
  await keys.wasAlone();
  await viet.goodbye();
});

test('a school of hundreds has its workbook and a letter for every child', SLOW, async (t) => {
  const [, stable] = await roundsInOrder();
  const { pools } = await officer.json(`/v1/rounds/${stable.round}/pools`);
  const lan = await visit(`publish?grade=1&year=${YEAR}`, 'officer', { byKeyboard: true });
  const { page, keys } = lan;
  const school = await page.locator('[data-workbook]').first().getAttribute('data-workbook');
  const { name } = pools.find((pool) => pool.school === school);
  const pupils = await allOf(`/v1/pupils?round=${stable.round}&school=${school}&grade=1&year=${YEAR}`, 'pupils');
  const file = join(office.folder, 'list.xlsx');
  await timed(t, page, `workbook of ${pupils.length}`, async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), keys.press(page.locator(`[data-workbook="${school}"]`))]);
    await download.saveAs(file);
  });
  const [{ rows }] = readSheets(file);
  assert.deepEqual(rows.map((row) => row['Mã định danh']).sort(), pupils.map(({ id }) => id).sort());
  assert.ok(rows.every((row) => row['Trường'] === name));

  await keys.press(page.locator(`[data-letters="${school}"]`));
  await keys.isOn('dialog .primary');
  assert.deepEqual(await lan.violations(), []);
  // They are laid a few at a time, and none is printed before all are there.
  await timed(t, page, `letters of ${pupils.length}`, async () => {
    await keys.hit('Enter');
    await page.waitForFunction((n) => document.querySelectorAll('.letter').length === n, pupils.length);
    await page.locator('#print-letters:not([disabled])').waitFor();
  });
  const letters = await page.locator('.letter').evaluateAll((found) =>
    found.map((letter) => ({ pupil: letter.dataset.pupil, code: letter.querySelector('.code').textContent, words: letter.textContent })),
  );
  const placed = new Map(pupils.map(({ id, placement }) => [id, placement]));
  for (const { pupil, words } of letters) assert.ok(plain(words).includes(way(placed.get(pupil).distance_m)), pupil);
  assert.equal(new Set(letters.map(({ code }) => code)).size, pupils.length);
  await keys.wasAlone();
  await lan.leave();
});

test('nobody has contested yet, and the queue says so', SLOW, async () => {
  const lan = await visit('contests');
  await lan.page.getByText('Không có khiếu nại nào ở đây').waitFor();
  assert.equal((await officer.json('/v1/contests')).contests.length, 0);
  await lan.goodbye();
});

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

test('by keyboard alone a family contests where its home is', SLOW, async () => {
  const admin = await office.signIn('admin');
  await admin.json(`/v1/contest-windows/${YEAR}/1`, { method: 'PUT', body: { opens: day(-2), closes: day(2) } });
  const [, stable] = await roundsInOrder();
  const { pupils } = await officer.json(`/v1/pupils?round=${stable.round}&grade=1&year=${YEAR}&limit=1`);
  const { code } = await officer.json(`/v1/pupils/${pupils[0].id}/code`, { method: 'POST', body: {} }, 201);
  const family = await sitDown(browser, office.address, { hasMap: false });
  const { page } = family;
  page.setDefaultTimeout(120_000);
  await family.open('family#/');
  await page.locator('#child').fill(pupils[0].id);
  await page.locator('#once').fill(code);
  await page.keyboard.press('Enter');
  await page.locator('#begin-contest').waitFor();
  const keys = await takeKeyboard(page);
  await keys.press(page.locator('#begin-contest'));
  await keys.reach(page.locator('.kind input').first());
  await keys.hit('Space');
  await keys.reach(page.locator('.step-buttons button:nth-of-type(3)'));
  for (let n = 0; n < 9; n++) await page.keyboard.press('Enter');
  await page.getByText('Nhà mới cách 90 m về phía tây').waitFor();
  await keys.press(page.locator('button[type=submit]'));
  await page.locator('.contest-state.is-open').waitFor();
  assert.deepEqual(await family.violations(), []);
  await keys.wasAlone();
  await family.leave();
});

test('by keyboard alone its officer sees first what that changes in the city, and accepts', SLOW, async (t) => {
  const [{ id, places, pupil }] = (await officer.json('/v1/contests?state=open')).contests;
  const lan = await visit('contests', 'officer', { byKeyboard: true });
  const { page, keys } = lan;
  await keys.row(page.locator('.contest-queue .table'), id);
  await keys.hit('Enter');
  await timed(t, page, 'effect of a contest on the city', async () => {
    await keys.press(page.locator('#see-effect'));
    await page.locator('.effect-main').waitFor();
  });
  const { effect } = await officer.json(`/v1/contests/${id}`);
  const said = plain(await page.locator('.effect-main').textContent());
  assert.ok(said.startsWith(effect.moves === 0 ? 'Không em nào đổi trường.' : `${count(effect.moves)} em đổi trường: ${count(effect.better)} em gần hơn`), said);
  await keys.reach(page.locator('#reason'));
  await page.keyboard.type('Đúng nhà ở cuối hẻm.');
  await keys.press(page.locator('#accept'));
  await page.getByRole('dialog').getByText('bản nháp mới').waitFor();
  assert.deepEqual(await lan.violations(), []);
  await timed(t, page, 'contest accepted', async () => {
    await page.keyboard.press('Enter');
    await page.locator('.case .contest-state.is-accepted').waitFor();
  });
  const { at } = await officer.json(`/v1/pupils/${pupil}`);
  assert.ok(Math.abs(at[0] - places[0][0]) < 2e-7);
  await keys.wasAlone();
  await lan.goodbye();
});
