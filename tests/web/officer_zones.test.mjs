// The officers' step "zones": plans listed, made, painted by keyboard and by
// mouse, locked, taken back, drawn by two at once, compared, proposed and
// published. What the page shows is held against what the service says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { compareGolden } from './golden.mjs';
import { takeKeyboard } from './keyboard.mjs';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openOfficeTown, PASSWORD } from './town.mjs';
import { borderUnits, measuresSaid, measuresShown, plansTold, schoolOf } from './zone_plans.mjs';

const SLOW = { timeout: 240_000 };
let office, browser, planner, told, inForce;

before(async () => {
  [office, browser] = await Promise.all([openOfficeTown({ pupils: 20000 }), openBrowser()]);
  planner = await office.signIn('planner');
  told = plansTold(planner);
  inForce = (await planner.json('/v1/plans?level=primary&state=in_force')).plans[0];
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

const whole = new Intl.NumberFormat('vi-VN');

/** "473", "1,06 km": as the page writes them. */
const count = (n) => whole.format(n);

async function newDraft() {
  const draft = await planner.json('/v1/plans', { method: 'POST', body: { copy: inForce.plan } }, 201);
  return { id: draft.plan, units: await told.units(draft.plan) };
}

const post = (path, body) => planner.json(path, { method: 'POST', body });

/** Someone signed in at the step, on a device; `go` opens a state of it by its address. */
async function sit(name, { byKeyboard = false, ...device } = { hasMap: false }) {
  const someone = await sitDown(browser, office.address, { hasMap: !byKeyboard, ...device });
  const keys = byKeyboard ? await takeKeyboard(someone.page) : null;
  await someone.enter('officer', name, PASSWORD);
  const { page } = someone;
  return {
    ...someone,
    keys,
    go: async (query) => {
      await page.evaluate((hash) => (location.hash = hash), `#/zones${query}`);
      await page.locator('.plan-measures table, .plan-card-list, .compare-finding').first().waitFor();
    },
    /** The step whose measures are shown. */
    step: (n) => page.locator(`.plan-measures[data-step="${n}"]`).waitFor({ state: 'attached' }),
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
const borderUnit = (units) => borderUnits(units).next().value;

/** What the desk shows of the whole plan is what the service says of it. */
async function agrees(someone, plan, step) {
  assert.deepEqual(await measuresShown(someone.page, step), measuresSaid(await told.measures(plan)));
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
  const { over_seats: over } = await told.measures(inForce.plan);
  const shown = officer.page.locator(`[data-plan="${inForce.plan}"] [data-measure="over_seats"] dd`);
  assert.equal(await shown.textContent(), count(over));
  await officer.page.locator(`[data-plan="${inForce.plan}"]`, { hasText: 'Đang áp dụng' }).waitFor();
  await officer.page.locator(`[data-plan="${draft.id}"].is-draft`, { hasText: 'Bản nháp' }).waitFor();
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('by keyboard alone a copy is made, painted, taken back, done again, locked and removed', SLOW, async () => {
  const officer = await sit('officer', { byKeyboard: true });
  const { page, keys } = officer;
  await officer.go('?level=primary');
  await keys.press(page.getByRole('button', { name: 'Lập phương án mới' }));
  await page.locator('dialog[open]').waitFor();
  assert.deepEqual(await officer.violations(), []);
  await keys.press(page.getByRole('button', { name: 'Lập bản nháp' }));
  await page.locator('.plan-desk.is-draft').waitFor();
  await keys.isSomewhere();
  const plan = new URLSearchParams(page.url().split('?')[1]).get('plan');
  const units = await told.units(plan);
  const { unit, name, from, to } = borderUnit(units);
  const nameOf = async (school) => (await planner.json(`/v1/schools/${school}`)).name;
  const before = measuresSaid(await told.measures(plan));

  await keys.choose('plan-tool', 'paint');
  await page.waitForFunction(() => location.hash.includes('tool=paint'));
  await keys.pick(page.getByLabel('Tô vào địa bàn của'), await nameOf(to));
  await keys.choose('plan-table', 'units');
  const table = page.locator('.plan-tables .table:not([hidden])');
  await keys.write(page.locator('#plan-find'), name);
  await page.waitForFunction((n) => document.querySelectorAll('.plan-tables .table:not([hidden]) .row[data-row]').length <= n, 10);
  await keys.row(table, unit);
  await keys.hit('Enter');
  await agrees(officer, plan, 1);
  assert.equal(schoolOf(await told.units(plan), unit), to);
  await keys.isOn(`[data-row="${unit}"]`);
  const zone = (await told.measures(plan)).schools.find(({ id }) => id === to);
  assert.equal(await page.locator(`.chosen [data-zone="${to}"] [data-measure="entrants"] dd`).textContent(), count(zone.entrants));
  assert.deepEqual(await officer.violations(), []);

  await keys.hit('Control+z');
  assert.deepEqual(await measuresShown(page, 2), before);
  assert.equal(schoolOf(await told.units(plan), unit), from);
  await agrees(officer, plan, 2);
  await keys.hit('Control+Shift+z');
  await officer.step(3);
  assert.equal(schoolOf(await told.units(plan), unit), to);

  await keys.choose('plan-tool', 'look');
  await keys.row(table, unit);
  await keys.hit('Enter');
  await keys.press(page.locator('.chosen [data-act=lock]'));
  await officer.step(4);
  await keys.isOn('[data-act=lock]');
  const { units: ids, locked } = await told.units(plan);
  assert.deepEqual(locked.map((place) => ids[place]), [unit]);
  await page.getByRole('button', { name: 'Mở khóa' }).waitFor();
  assert.deepEqual(await officer.violations(), []);
  await keys.choose('plan-tool', 'paint');
  await keys.pick(page.getByLabel('Tô vào địa bàn của'), await nameOf(from));
  await keys.row(table, unit);
  await keys.hit('Enter');
  await officer.said(/đã khóa/);

  await keys.press(page.locator('[data-act=remove]'));
  await page.locator('dialog[open]').waitFor();
  await keys.hit('Escape');
  await keys.isOn('[data-act=remove]');
  await keys.hit('Enter');
  await keys.isOn('dialog .primary');
  await keys.hit('Enter');
  await officer.said(/Đã xóa/);
  await page.locator('.plan-card-list').first().waitFor();
  await keys.isOn('.plan-list h2');
  await planner.refusal(`/v1/plans/${plan}`, {}, 404);
  assert.deepEqual(await officer.violations(), []);
  await keys.wasAlone();
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
  await agrees(officer, draft.id, 1);
  const now = await told.units(draft.id);
  assert.equal(schoolOf(now, unit), to);
  assert.equal(schoolOf(now, other), to);
  await officer.page.locator('[data-act=undo]').click();
  await officer.step(2);
  assert.deepEqual((await told.units(draft.id)).school, draft.units.school);

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
    assert.equal(schoolOf(await told.units(draft.id), focused), to);
  }
  await officer.page.keyboard.press('l');
  await officer.page.waitForFunction(() => document.querySelector('.plan-measures').dataset.step !== '');
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('paint shows before the map has drawn it, goes when it has, and is not laid by pressing a school', SLOW, async () => {
  const draft = await newDraft();
  const { at, to } = borderUnit(draft.units);
  const officer = await sit('officer', {});
  const { page } = officer;
  await officer.go(`?plan=${draft.id}&tool=paint&to=${to}`);
  await officer.mapDrawn();
  const wet = () => page.locator('.wet-paint path').count();

  const spot = await officer.spot(at);
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  assert.equal(await wet(), 1);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelectorAll('.wet-paint path').length === 0);
  assert.deepEqual((await told.units(draft.id)).school, draft.units.school);

  await page.mouse.down();
  await page.mouse.up();
  await officer.step(1);
  await page.waitForFunction(() => document.querySelectorAll('.wet-paint path').length === 0);
  const drawn = await page.evaluate((at) => window.openedMap.queryRenderedFeatures(window.openedMap.project(at), { layers: ['unit'] })[0].state.isChosen, at);
  assert.equal(drawn, true, 'the map itself has it now');

  const rings = await page.evaluate(() => window.openedMap.getStyle().sources['plan-schools'].data.features.map(({ properties, geometry }) => ({ id: properties.id, at: geometry.coordinates })));
  const another = rings.find(({ id }) => id !== to);
  await page.evaluate((at) => window.openedMap.jumpTo({ center: at, zoom: 14 }), another.at);
  await officer.mapDrawn();
  const ring = await officer.spot(another.at);
  await page.mouse.click(ring.x, ring.y);
  await page.waitForFunction((id) => location.hash.includes(`to=${id}`), another.id);
  assert.equal((await told.units(draft.id)).step, 1, 'nothing was painted');
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
  await agrees(officer, draft.id, 1);

  // Nobody tells this page of what follows, until it paints.
  await officer.page.route('**/changes?*', (route) => route.abort());
  await officer.go(`?plan=${draft.id}&table=units&tool=paint&to=${to}`);
  const third = draft.units.units.find((id) => id !== unit && schoolOf(draft.units, id) === from);
  await post(`/v1/plans/${draft.id}/moves`, { units: [unit], school: from, after_step: 1 });
  await officer.page.locator(`[data-row="${third}"]`).focus();
  await officer.page.keyboard.press('Enter');
  await officer.said(/Người khác vừa sửa bản này/);
  await shown(await nameOf(from));
  await agrees(officer, draft.id, 2);
  assert.equal(schoolOf(await told.units(draft.id), third), from);
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('by keyboard alone two plans are compared: who changes as the service says, the line moves', SLOW, async () => {
  const draft = await newDraft();
  const { unit, to } = borderUnit(draft.units);
  await post(`/v1/plans/${draft.id}/moves`, { units: [unit], school: to, after_step: 0 });
  const diff = await told.diff(draft.id, inForce.plan);
  const officer = await sit('officer', { byKeyboard: true });
  const { page, keys } = officer;
  await officer.go(`?plan=${draft.id}`);
  const others = page.getByLabel('So sánh với');
  await keys.pick(others, await others.locator(`option[value="${inForce.plan}"]`).textContent());
  await keys.press(page.locator('[data-act=compare]'));
  await page.locator('.compare-finding').waitFor();
  await keys.isSomewhere();
  assert.match(await page.locator('.compare-finding').textContent(), new RegExp(`^${count(diff.entrants_moved)} trẻ ở 1 đơn vị, 1 phường`));
  await keys.choose('changes', 'unit');
  const rows = page.locator('.compare-side .table:not([hidden]) .table-body .row');
  await rows.first().waitFor();
  assert.equal(await rows.count(), diff.units.length);
  const download = page.waitForEvent('download');
  await keys.press(page.locator('.compare-side .table:not([hidden]) button', { hasText: 'Tải CSV' }));
  const csv = readFileSync(await (await download).path(), 'utf8').trim().split('\r\n');
  assert.equal(csv.length, 1 + diff.units.length);
  assert.equal(Number(csv[1].split(',')[1]), diff.units[0].entrants);
  const slider = page.getByRole('slider');
  await keys.press(slider, 'ArrowRight');
  assert.equal(await slider.getAttribute('aria-valuetext'), '51% bản đồ là phương án trước');
  assert.match(await page.locator('.swipe-right').getAttribute('style'), /51%/);
  assert.deepEqual(await officer.violations(), []);
  await keys.press(page.locator('.plan-back'));
  await page.locator('.plan-desk.is-draft').waitFor();
  await keys.isSomewhere();
  await keys.wasAlone();
  await officer.leave();
});

test('by keyboard alone an officer proposes, an administrator publishes in the plan’s own words, and everyone’s answers follow', SLOW, async () => {
  const draft = await newDraft();
  const { unit, at, to } = borderUnit(draft.units);
  await post(`/v1/plans/${draft.id}/moves`, { units: [unit], school: to, after_step: 0 });
  const officer = await sit('officer', { byKeyboard: true });
  await officer.go(`?plan=${draft.id}`);
  await officer.keys.press(officer.page.locator('[data-act=propose]'));
  await officer.keys.isOn('dialog .primary');
  assert.deepEqual(await officer.violations(), []);
  await officer.keys.hit('Enter');
  await officer.said(/Đã gửi đề nghị/);
  await officer.keys.isOn('[data-act=propose]');
  assert.equal((await planner.json(`/v1/plans/${draft.id}`)).history[0].action, 'plan.propose');
  await officer.keys.wasAlone();
  await officer.leave();

  const zoneAt = () => office.ask('/v1/zone', { at: at.join(','), level: 'primary' });
  assert.notEqual((await zoneAt()).school?.id, to);
  const admin = await sit('admin', { byKeyboard: true });
  const { page, keys } = admin;
  await admin.go('?level=primary');
  await page.locator(`[data-plan="${draft.id}"]`, { hasText: 'officer đề nghị công bố' }).waitFor();
  await keys.press(page.locator(`[data-plan="${draft.id}"] a`));
  await page.locator('.plan-desk.is-draft').waitFor();
  assert.equal(await page.locator('input[name=plan-tool]').count(), 0);
  await keys.press(page.locator('[data-act=publish]'));
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('trẻ ở 1 đơn vị thuộc 1 phường xã đổi trường').waitFor();
  assert.equal(await dialog.locator('.primary').isDisabled(), true);
  assert.deepEqual(await admin.violations(), []);
  await keys.isOn('dialog input');
  await keys.type(inForce.confirm);
  await keys.hit('Enter');
  await admin.said(/Đã công bố/);
  await keys.isOn('.plan-list h2');
  assert.equal((await planner.json(`/v1/plans/${draft.id}`)).state, 'in_force');
  assert.equal((await zoneAt()).school.id, to);
  await keys.wasAlone();
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
  assert.equal((await told.measures(plan)).cap_m, 3000);
  await person.leave();
});
