// The officers' step "zones": plans listed, made, painted by keyboard and by
// mouse, locked, taken back, drawn by two at once, compared, proposed and
// published. What the page shows is held against what the service says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { compareGolden } from './golden.mjs';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openOfficeTown, PASSWORD } from './town.mjs';

const SLOW = { timeout: 240_000 };
let office, browser, planner, inForce;

before(async () => {
  [office, browser] = await Promise.all([openOfficeTown({ pupils: 20000 }), openBrowser()]);
  planner = await office.signIn('planner');
  inForce = (await planner.json('/v1/plans?level=primary&state=in_force')).plans[0];
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

const whole = new Intl.NumberFormat('vi-VN');

/** "473", "1,06 km": as the page writes them. */
const count = (n) => whole.format(n);

async function patiently(path) {
  for (;;) {
    const answer = await planner.ask(path);
    if (answer.status === 200) return answer.json();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const unitsOf = (plan) => patiently(`/v1/plans/${plan}/units`);
const measuresOf = (plan) => patiently(`/v1/plans/${plan}/measures?zones=1`);

async function newDraft() {
  const draft = await planner.json('/v1/plans', { method: 'POST', body: { copy: inForce.plan } }, 201);
  return { id: draft.plan, units: await unitsOf(draft.plan) };
}

const post = (path, body) => planner.json(path, { method: 'POST', body });

/** Someone signed in at the step, on a device; `go` opens a state of it by its address. */
async function sit(name, device = { hasMap: false }) {
  const someone = await sitDown(browser, office.address, device);
  await someone.enter('officer', name, PASSWORD);
  const { page } = someone;
  return {
    ...someone,
    go: async (query) => {
      await page.evaluate((hash) => (location.hash = hash), `#/zones${query}`);
      await page.locator('.plan-measures table, .plan-card-list, .compare-finding').first().waitFor();
    },
    /** The step whose measures are shown. */
    step: (n) => page.locator(`.plan-measures[data-step="${n}"]`).waitFor({ state: 'attached' }),
    measure: (name) => page.locator(`.plan-measures [data-measure="${name}"] td`).first().textContent(),
    said: (pattern) => page.locator('.notice', { hasText: pattern }).waitFor(),
    mapDrawn: () => page.waitForFunction(() => window.openedMap?.loaded() && window.openedMap.areTilesLoaded() && !window.openedMap.isMoving()),
    /** Where a position is on the screen. */
    spot: (at) =>
      page.evaluate((at) => {
        const { x, y } = window.openedMap.project(at);
        const box = window.openedMap.getCanvas().getBoundingClientRect();
        return { x: x + box.left, y: y + box.top };
      }, at),
  };
}

/** A unit at the border of its zone, with a school whose zone it touches. */
function borderUnit(units) {
  for (let unit = 0; unit < units.units.length; unit += 1)
    for (const other of units.neighbours[unit])
      if (units.school[unit] !== units.school[other] && units.school[other] >= 0 && units.entrants[unit] > 0)
        return { unit: units.units[unit], at: units.at[unit], other: units.units[other], otherAt: units.at[other], from: units.schools[units.school[unit]], to: units.schools[units.school[other]] };
  throw new Error('the zones do not touch');
}

const schoolOf = (units, id) => units.schools[units.school[units.units.indexOf(id)]] ?? null;

/** What the desk shows of the whole plan is what the service says of it. */
async function agrees(someone, plan) {
  const told = await measuresOf(plan);
  assert.equal(await someone.measure('over_seats'), count(told.over_seats));
  assert.equal(await someone.measure('entrants'), count(told.entrants));
  assert.equal(await someone.measure('unzoned'), count(told.unzoned));
  assert.equal(await someone.measure('moved'), count(told.moved));
  assert.equal(await someone.measure('pieces'), count(told.pieces - told.zones));
  const km = (m) => (m < 999.5 ? `${Math.round(m)}\u00a0m` : `${(m / 1000).toFixed(2).replace('.', ',')}\u00a0km`);
  assert.equal(await someone.measure('mean_way'), km(told.mean_way_m));
  assert.equal(await someone.measure('farthest'), km(told.farthest_m));
}

// Ids of drafts and times of making differ from run to run.
const GOLDEN = [
  ['list', 'desktop', 'light', 'en'],
  ['list', 'phone', 'dark', 'vi'],
  ['desk', 'desktop', 'light', 'vi'],
  ['desk', 'desktop', 'dark', 'en'],
  ['desk', 'phone', 'light', 'en'],
  ['desk', 'phone', 'dark', 'vi'],
  ['compare', 'desktop', 'light', 'vi'],
  ['compare', 'phone', 'dark', 'en'],
];

test('the list, the desk and two plans side by side look as agreed', { timeout: 480_000 }, async () => {
  const draft = await newDraft();
  const { unit, to } = borderUnit(draft.units);
  await post(`/v1/plans/${draft.id}/moves`, { units: [unit], school: to, after_step: 0 });
  const states = { list: '?level=primary', desk: `?plan=${draft.id}&school=${to}`, compare: `?plan=${draft.id}&with=${inForce.plan}` };
  for (const [state, device, theme, language] of GOLDEN) {
    const officer = await sit('officer', { ...(device === 'phone' && PHONE), colorScheme: theme, hasMap: state !== 'list' });
    await officer.go(`${states[state]}${language === 'en' ? '&lang=en' : ''}`);
    if (state === 'list') await officer.page.waitForFunction(() => document.querySelectorAll('.plan-card-list').length === 2);
    else await officer.page.locator('.has-map').first().waitFor();
    if (state !== 'list') await officer.mapDrawn();
    await officer.page.locator('.notice:not(.is-said)').waitFor({ state: 'attached' });
    const mask = ['.plan-name', '.plan-card-head a', '.plan-made', '.compare-name'].map((part) => officer.page.locator(part));
    await compareGolden(officer.page, `officer-zones-${state}-${device}-${theme}-${language}`, { mask });
    assert.deepEqual(await officer.violations(), []);
    await officer.leave();
  }
  await planner.ask(`/v1/plans/${draft.id}`, { method: 'DELETE' });
});

test('plans are listed with what they do, and a draft is seen to be one', SLOW, async () => {
  const draft = await newDraft();
  const officer = await sit('officer');
  await officer.go('?level=primary');
  const told = await measuresOf(inForce.plan);
  const shown = officer.page.locator(`[data-plan="${inForce.plan}"] [data-measure="over_seats"] dd`);
  assert.equal(await shown.textContent(), count(told.over_seats));
  await officer.page.locator(`[data-plan="${inForce.plan}"]`, { hasText: 'Đang áp dụng' }).waitFor();
  await officer.page.locator(`[data-plan="${draft.id}"].is-draft`, { hasText: 'Bản nháp' }).waitFor();
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('by keyboard alone a copy is made, painted, taken back, done again and locked', SLOW, async () => {
  const officer = await sit('officer');
  const { page } = officer;
  await officer.go('?level=primary');
  await page.getByRole('button', { name: 'Lập phương án mới' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor();
  assert.deepEqual(await officer.violations(), []);
  await page.getByRole('button', { name: 'Lập bản nháp' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.plan-desk.is-draft').waitFor();
  const plan = new URLSearchParams(page.url().split('?')[1]).get('plan');
  const units = await unitsOf(plan);
  const { unit, from, to } = borderUnit(units);

  await page.locator('input[name=plan-tool][value=look]').focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.includes('tool=paint'));
  await page.getByLabel('Tô vào địa bàn của').selectOption(String(units.schools.indexOf(to)));
  await page.locator('input[name=plan-table][value=zones]').focus();
  await page.keyboard.press('ArrowRight');
  await page.locator(`[data-row="${unit}"]`).focus();
  await page.keyboard.press('Enter');
  await officer.step(1);
  assert.equal(schoolOf(await unitsOf(plan), unit), to);
  await agrees(officer, plan);
  const zone = (await measuresOf(plan)).schools.find(({ id }) => id === to);
  assert.equal(await page.locator(`.chosen [data-zone="${to}"] [data-measure="entrants"] dd`).textContent(), count(zone.entrants));
  assert.deepEqual(await officer.violations(), []);

  await page.keyboard.press('Control+z');
  await officer.step(2);
  assert.equal(schoolOf(await unitsOf(plan), unit), from);
  await agrees(officer, plan);
  await page.keyboard.press('Control+Shift+z');
  await officer.step(3);
  assert.equal(schoolOf(await unitsOf(plan), unit), to);

  await officer.go(`?plan=${plan}&unit=${unit}&table=units`);
  await page.locator('.chosen [data-act=lock]').focus();
  await page.keyboard.press('Enter');
  await officer.step(4);
  const { units: ids, locked } = await unitsOf(plan);
  assert.deepEqual(locked.map((place) => ids[place]), [unit]);
  await page.getByRole('button', { name: 'Mở khóa' }).waitFor();
  assert.deepEqual(await officer.violations(), []);
  await officer.go(`?plan=${plan}&tool=paint&to=${from}&table=units`);
  await page.locator(`[data-row="${unit}"]`).focus();
  await page.keyboard.press('Enter');
  await officer.said(/đã khóa/);
  await officer.leave();
});

test('a stroke of the mouse paints the units it came over, as one step', SLOW, async () => {
  const draft = await newDraft();
  const { unit, at, other, otherAt, to } = borderUnit(draft.units);
  const officer = await sit('officer', {});
  await officer.go(`?plan=${draft.id}&tool=paint&to=${to}`);
  await officer.mapDrawn();
  const [start, end] = [await officer.spot(otherAt), await officer.spot(at)];
  await officer.page.mouse.move(start.x, start.y);
  await officer.page.mouse.down();
  await officer.page.mouse.move(end.x, end.y, { steps: 3 });
  await officer.page.mouse.up();
  await officer.step(1);
  const now = await unitsOf(draft.id);
  assert.equal(schoolOf(now, unit), to);
  assert.equal(schoolOf(now, other), to);
  await agrees(officer, draft.id);
  await officer.page.locator('[data-act=undo]').click();
  await officer.step(2);
  assert.deepEqual((await unitsOf(draft.id)).school, draft.units.school);

  // By keyboard on the map: from unit to unit, Enter paints, L locks.
  await officer.go(`?plan=${draft.id}&tool=paint&to=${to}&unit=${other}`);
  await officer.page.locator('.maplibregl-canvas').focus();
  const east = otherAt[0] < at[0];
  const north = otherAt[1] < at[1];
  const flat = Math.abs(otherAt[0] - at[0]) > Math.abs(otherAt[1] - at[1]);
  await officer.page.keyboard.press(flat ? (east ? 'ArrowRight' : 'ArrowLeft') : north ? 'ArrowUp' : 'ArrowDown');
  await officer.page.waitForFunction((was) => !location.hash.includes(`unit=${was}`), other);
  const focused = new URLSearchParams(officer.page.url().split('?')[1]).get('unit');
  if (schoolOf(draft.units, focused) !== to) {
    await officer.page.keyboard.press('Enter');
    await officer.step(3);
    assert.equal(schoolOf(await unitsOf(draft.id), focused), to);
  }
  await officer.page.keyboard.press('l');
  await officer.page.waitForFunction(() => document.querySelector('.plan-measures').dataset.step !== '');
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('what another draws appears, and a stroke that was overtaken is taken back with a sentence', SLOW, async () => {
  const draft = await newDraft();
  const { unit, from, to } = borderUnit(draft.units);
  const officer = await sit('officer');
  await officer.go(`?plan=${draft.id}&table=units`);
  const shown = (name) => officer.page.locator(`[data-row="${unit}"]`, { hasText: name }).waitFor();
  const nameOf = async (school) => (await planner.json(`/v1/schools/${school}`)).name;
  await shown(await nameOf(from));
  await post(`/v1/plans/${draft.id}/moves`, { units: [unit], school: to, after_step: 0 });
  await shown(await nameOf(to));
  await officer.said(/Người khác vừa sửa 1 đơn vị/);
  await officer.step(1);
  await agrees(officer, draft.id);

  // Nobody tells this page of what follows, until it paints.
  await officer.page.route('**/changes?*', (route) => route.abort());
  await officer.go(`?plan=${draft.id}&table=units&tool=paint&to=${to}`);
  const third = draft.units.units.find((id) => id !== unit && schoolOf(draft.units, id) === from);
  await post(`/v1/plans/${draft.id}/moves`, { units: [unit], school: from, after_step: 1 });
  await officer.page.locator(`[data-row="${third}"]`).focus();
  await officer.page.keyboard.press('Enter');
  await officer.said(/Người khác vừa sửa bản này/);
  await shown(await nameOf(from));
  await officer.step(2);
  assert.equal(schoolOf(await unitsOf(draft.id), third), from);
  await agrees(officer, draft.id);
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('two plans are compared: who changes as the service says, the line moves by keyboard', SLOW, async () => {
  const draft = await newDraft();
  const { unit, to } = borderUnit(draft.units);
  await post(`/v1/plans/${draft.id}/moves`, { units: [unit], school: to, after_step: 0 });
  const diff = await patiently(`/v1/plans/${draft.id}/diff?with=${inForce.plan}`);
  const officer = await sit('officer');
  const { page } = officer;
  await officer.go(`?plan=${draft.id}&with=${inForce.plan}&changes=unit`);
  assert.match(await page.locator('.compare-finding').textContent(), new RegExp(`^${count(diff.entrants_moved)} trẻ ở 1 đơn vị, 1 phường`));
  const rows = page.locator('.compare-side .table:not([hidden]) .table-body .row');
  await rows.first().waitFor();
  assert.equal(await rows.count(), diff.units.length);
  const download = page.waitForEvent('download');
  await page.locator('.compare-side .table:not([hidden]) button', { hasText: 'Tải CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8').trim().split('\r\n');
  assert.equal(csv.length, 1 + diff.units.length);
  assert.equal(Number(csv[1].split(',')[1]), diff.units[0].entrants);
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await slider.getAttribute('aria-valuetext'), '51% bản đồ là phương án trước');
  assert.match(await page.locator('.swipe-right').getAttribute('style'), /51%/);
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('an officer proposes, an administrator publishes in the plan’s own words, and everyone’s answers follow', SLOW, async () => {
  const draft = await newDraft();
  const { unit, at, to } = borderUnit(draft.units);
  await post(`/v1/plans/${draft.id}/moves`, { units: [unit], school: to, after_step: 0 });
  const officer = await sit('officer');
  await officer.go(`?plan=${draft.id}`);
  await officer.page.getByRole('button', { name: 'Đề nghị công bố' }).click();
  await officer.page.locator('dialog[open]').getByRole('button', { name: 'Đề nghị công bố' }).click();
  await officer.said(/Đã gửi đề nghị/);
  assert.equal((await planner.json(`/v1/plans/${draft.id}`)).history[0].action, 'plan.propose');
  await officer.leave();

  const zoneAt = () => office.ask('/v1/zone', { at: at.join(','), level: 'primary' });
  assert.notEqual((await zoneAt()).school?.id, to);
  const admin = await sit('admin');
  await admin.go('?level=primary');
  await admin.page.locator(`[data-plan="${draft.id}"]`, { hasText: 'officer đề nghị công bố' }).waitFor();
  await admin.go(`?plan=${draft.id}`);
  assert.equal(await admin.page.locator('input[name=plan-tool]').count(), 0);
  await admin.page.getByRole('button', { name: 'Công bố', exact: true }).click();
  const dialog = admin.page.locator('dialog[open]');
  await dialog.getByText('trẻ ở 1 đơn vị thuộc 1 phường xã đổi trường').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Công bố', exact: true }).isDisabled(), true);
  assert.deepEqual(await admin.violations(), []);
  await dialog.getByRole('textbox').fill(inForce.confirm);
  await admin.page.keyboard.press('Enter');
  await admin.said(/Đã công bố/);
  assert.equal((await planner.json(`/v1/plans/${draft.id}`)).state, 'in_force');
  assert.equal((await zoneAt()).school.id, to);
  await admin.leave();
});

test('the machine suggests, its progress is shown, and the draft is there when it is done', SLOW, async () => {
  const person = await sit('planner');
  const { page } = person;
  await person.go('?level=primary');
  await page.getByRole('button', { name: 'Lập phương án mới' }).click();
  await page.getByLabel('Nhờ máy gợi ý').check();
  await page.getByLabel(/Không quá xa/).fill('3000');
  assert.deepEqual(await person.violations(), []);
  await page.getByRole('button', { name: 'Lập bản nháp' }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.evaluate(() => (location.hash = '#/data')); // there is other work meanwhile
  await person.said(/Máy đã chia xong/);
  await page.locator('.notice').getByRole('button', { name: 'Mở' }).click();
  await page.locator('.plan-desk.is-draft').waitFor();
  const plan = new URLSearchParams(page.url().split('?')[1]).get('plan');
  assert.equal((await measuresOf(plan)).cap_m, 3000);
  await person.leave();
});
