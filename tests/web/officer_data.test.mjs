// The officers' first step, the data, as an officer of a ward, one of the whole
// city and a planner would work with it. What the page shows is compared with
// what the API says.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compareGolden } from './golden.mjs';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openOfficeTown, PASSWORD } from './town.mjs';

const SLOW = { timeout: 240_000 };
let office, browser, whole, planner, pupils, home;

// Vietnamese writes 1.234; parsed here by hand, apart from the page's own way.
const number = (text) => Number(text.replace(/[^\d]/g, ''));
const metres = ([lon, lat], [lon2, lat2]) =>
  111320 * Math.hypot((lon2 - lon) * Math.cos((lat * Math.PI) / 180), lat2 - lat);
const link = (values) => `officer#/data?${new URLSearchParams(values)}`;

async function allPupils(person, query = '') {
  const found = [];
  let next = '';
  do {
    const page = await person.json(`/v1/pupils?limit=1000${query}${next && `&after=${next}`}`);
    found.push(...page.pupils);
    next = page.next;
  } while (next);
  return found;
}

function keep(name, ...lines) {
  const file = join(office.folder, name);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

before(async () => {
  [office, browser] = await Promise.all([openOfficeTown(), openBrowser()]);
  [whole, planner] = await Promise.all([office.signIn('officer'), office.signIn('planner')]);
  pupils = await allPupils(whole);
  home = pupils[0].at;
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

/** At the page, signed in, without a map unless it is looked at. */
async function visit(path, name = 'officer', device = {}) {
  const person = await sitDown(browser, office.address, { hasMap: false, ...device });
  const faults = [];
  person.page.on('pageerror', (error) => faults.push(String(error)));
  await person.enter(path, name, PASSWORD);
  const { page } = person;
  return {
    ...person,
    faults,
    count: () => page.locator('.data-count').textContent(),
    counted: (words) => page.waitForFunction((words) => document.querySelector('.data-count')?.textContent === words, words),
    rows: () => page.locator('.data-middle .table-body .row').evaluateAll((rows) => rows.map((row) => row.dataset.row)),
    settled: () => page.waitForFunction(() => document.querySelector('.data-preview') && !document.querySelector('[aria-busy]')),
  };
}

test('an officer finds the counts the service has, and each signal is a link', SLOW, async () => {
  const officer = await visit('officer');
  await officer.counted('2.000 em');
  const first = pupils.filter(({ grade }) => grade === 1);
  const grade1 = officer.page.getByRole('link', { name: /^Lớp 1, / });
  assert.equal(number(await grade1.locator('strong').textContent()), first.length);
  const { place } = await whole.json('/v1/capacity');
  const seats = officer.page.locator('.data-row', { hasText: 'Chỉ tiêu lớp đầu cấp' }).locator('strong');
  assert.equal(number(await seats.textContent()), place.seats);
  await grade1.click();
  await officer.page.waitForFunction(() => document.querySelector('#filter-grade').value === '1');
  assert.equal(number((await officer.count()).split(' ')[0]), first.length);
  assert.equal(await grade1.getAttribute('aria-current'), 'true');
  assert.deepEqual(await officer.violations(), []);
  assert.deepEqual(officer.faults, []);
  await officer.leave();
});

test('filters are in the address, and words need no accents', SLOW, async () => {
  const wanted = pupils.filter(({ name }) => /nguyễn/i.test(name) && /\bthị\b/i.test(name));
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const both = pupils.filter(({ id, name, address }) => ['nguyen', 'thi'].every((word) => plain(`${id} ${name} ${address}`).includes(word)));
  const officer = await visit(link({ q: 'nguyen thi' }));
  await officer.page.waitForFunction(() => / trên /.test(document.querySelector('.data-count')?.textContent ?? ''));
  assert.equal(number((await officer.count()).split(' ')[0]), both.length);
  assert.ok(both.length >= wanted.length);
  await officer.page.locator('#filter-grade').selectOption('6');
  await officer.page.waitForFunction(() => location.hash.includes('grade=6'));
  assert.equal(number((await officer.count()).split(' ')[0]), both.filter(({ grade }) => grade === 6).length);
  await officer.page.getByRole('button', { name: 'Bỏ lọc' }).click();
  await officer.counted('2.000 em');
  await officer.leave();
});

test('an officer of a ward sees its children and no others', SLOW, async () => {
  const own = pupils.filter(({ ward }) => ward === office.ward);
  const officer = await visit('officer', 'ward_officer');
  await officer.counted(`${own.length} em`);
  const shown = await officer.rows();
  assert.ok(shown.length > 0 && shown.every((id) => own.some((pupil) => pupil.id === id)));
  const other = pupils.find(({ ward }) => ward !== office.ward);
  await officer.open(link({ pupil: other.id }));
  await officer.page.getByText('Không thấy em này').waitFor();
  await officer.leave();
});

test('a file with faults: columns are mapped, findings read, the file mended and imported', SLOW, async () => {
  const faulty = keep(
    'Học sinh.csv',
    'Mã,Họ tên,x1,vĩ độ,lớp',
    `T1,Nguyễn Thị Đào,${home[0]},${home[1]},1`,
    `T2,Trần Bưởi,${home[1]},${home[0]},1`,
    `T3,Lê Ổi,${home[0]},${home[1]},17`,
  );
  const officer = await visit('officer#/data?view=import');
  const { page } = officer;
  assert.deepEqual(await officer.violations(), [], 'at the choice of kind');
  await page.getByRole('radio', { name: /^Học sinh/ }).check();
  await page.locator('#import-file').setInputFiles(faulty);
  await officer.settled();
  await page.getByText('Chưa có cột nào là “Mã định danh”').waitFor();
  assert.equal(await page.locator('#map-grade').inputValue(), 'lớp', 'the grade was guessed');
  assert.deepEqual(await officer.violations(), [], 'with columns to map');

  await page.locator('#map-id').focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => document.querySelector('#map-id')?.value === 'Mã' && !document.querySelector('[aria-busy]'));
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'map-id', 'the keyboard stays where it was');
  await page.locator('#map-lon').focus();
  await page.keyboard.type('x');
  await page.locator('#import-year').selectOption('2026');
  await page.waitForFunction(() => document.querySelectorAll('.data-findings .table-body .row').length === 2 && !document.querySelector('[aria-busy]'));
  const findings = await page.locator('.data-findings .table-body .row').evaluateAll((rows) => rows.map((row) => row.innerText.split('\n').filter(Boolean)));
  assert.equal(findings[0][0], '3');
  assert.match(findings[0].at(-1), /Kinh độ và vĩ độ bị đổi chỗ/);
  assert.deepEqual(findings[1], ['4', 'Lớp', '“17” không phải số nguyên từ 0 đến 12.']);
  assert.ok(await page.locator('#import-now').isDisabled(), 'what is refused cannot be imported');
  assert.deepEqual(await officer.violations(), [], 'with findings');

  const mended = keep('da-sua.csv', 'Mã,Họ tên,x1,vĩ độ,lớp', `T1,Nguyễn Thị Đào,${home[0]},${home[1]},1`, `T2,Trần Bưởi,${home[0]},${home[1]},1`);
  await page.locator('#import-file').setInputFiles(mended);
  await page.locator('#import-now:not([disabled])').waitFor();
  assert.equal(await page.locator('#import-now').textContent(), 'Nhập 2 dòng');
  assert.equal((await whole.ask('/v1/pupils/T1')).status, 404, 'nothing was imported by looking');
  await page.locator('#import-now').press('Enter');
  await page.getByText('Đã nhập xong').waitFor();
  assert.deepEqual(await officer.violations(), [], 'when it is in');
  assert.equal((await whole.json('/v1/pupils/T2')).name, 'Trần Bưởi');
  await page.getByRole('link', { name: 'Xem danh sách' }).press('Enter');
  await officer.counted('2.002 em');
  pupils = await allPupils(whole);
  assert.deepEqual(officer.faults, []);
  await officer.leave();
});

test('an import that was left goes on, and is there again', SLOW, async () => {
  const file = keep('nhieu.csv', 'id,lon,lat,grade,year', ...Array.from({ length: 500 }, (_, n) => `N${n},${home},6,2027`));
  const officer = await visit('officer#/data?view=import&what=pupils');
  const { page } = officer;
  await page.locator('#import-file').setInputFiles(file);
  await page.locator('#import-now:not([disabled])').click();
  await page.waitForFunction(() => location.hash.includes('job='));
  const address = page.url();
  await officer.open('officer#/data');
  await page.goto(address);
  await page.getByText('500 dòng học sinh').waitFor();
  await page.getByRole('link', { name: 'Xem danh sách' }).click();
  await page.getByRole('link', { name: /Nhiều em chung một điểm/ }).waitFor();
  pupils = await allPupils(whole);
  await officer.leave();
});

/** How many children the service says have a signal of that state; of any kind, or of one. */
async function withSignals(person, isIn, kind) {
  const { signals } = await person.json('/v1/signals');
  return new Set(signals.filter((one) => isIn(one.review) && (!kind || one.kind === kind)).flatMap((one) => one.pupils)).size;
}
const isOpen = (review) => review === null;
const isReviewed = (review) => review !== null;

test('a signal is looked at by the keyboard alone: marked with a note, listed apart, and opened again', SLOW, async () => {
  const officer = await visit('officer');
  const { page } = officer;
  const state = (name) => page.locator('.data-states a', { hasText: name });
  const counted = async (name, n) => {
    await page.waitForFunction(
      ([name, n]) => [...document.querySelectorAll('.data-states a')].some((link) => link.textContent.includes(name) && Number(link.querySelector('strong').textContent.replace(/\D/g, '')) === n),
      [name, n],
    );
  };
  const open = await withSignals(whole, isOpen);
  await counted('Cần xem', open);
  await counted('Đã xem', 0);
  await page.getByRole('link', { name: /^Điểm nhà xa địa chỉ/ }).focus();
  await page.keyboard.press('Enter');
  await officer.counted(`${await withSignals(whole, isOpen, 'far_from_address')} trên ${new Intl.NumberFormat('vi').format(pupils.length)} em`);
  const [first, second, third] = await officer.rows();
  await page.locator(`.data-middle .row[data-row="${first}"]`).focus();
  await page.keyboard.press('Enter');
  const note = page.getByRole('textbox', { name: /^Ghi chú \(nếu cần\) – Điểm nhà xa địa chỉ/ });
  await note.focus();
  await page.keyboard.type('Đã hỏi gia đình');
  await page.keyboard.press('Enter');
  await page.getByText(/Đã xem: officer, \d{2}\/\d{2}\/\d{4}/).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Mở lại', 'the keyboard stays with the signal');
  const { signals } = await whole.json('/v1/signals');
  const marked = signals.find((one) => one.kind === 'far_from_address' && one.pupils[0] === first);
  assert.equal(marked.review.note, 'Đã hỏi gia đình');
  await counted('Đã xem', 1);
  assert.deepEqual(await officer.violations(), [], 'with a signal looked at');

  await page.locator(`.data-middle .row[data-row="${second}"]`).focus();
  await page.keyboard.press('x');
  await counted('Đã xem', 2);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.row), third, 'the keyboard goes on to the next child');
  await page.getByRole('button', { name: 'Hoàn tác' }).focus();
  await page.keyboard.press('Enter');
  await counted('Đã xem', 1);
  await state('Đã xem').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction((id) => [...document.querySelectorAll('.data-middle .table-body .row')].map((row) => row.dataset.row).join() === id, first);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-current')), 'true', 'the link that was pressed keeps the keyboard');
  assert.deepEqual(await officer.violations(), [], 'with those looked at');
  await page.locator(`.data-middle .row[data-row="${first}"]`).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Mở lại' }).focus();
  await page.keyboard.press('Enter');
  await counted('Đã xem', 0);
  await page.getByText('Chưa xem dấu hiệu nào').waitFor();
  assert.equal(await withSignals(whole, isReviewed), 0);
  assert.deepEqual(officer.faults, []);
  await officer.leave();
});

test('when all is looked at the page says so, and another home brings a signal back', SLOW, async () => {
  const person = await office.signIn('ward_officer');
  const { signals } = await person.json('/v1/signals');
  const named = signals.map(({ kind, facts, pupils: [pupil] }) => ({ kind, facts, pupil }));
  const review = (state) => person.json('/v1/signals/reviews', { method: 'POST', body: { state, signals: named } });
  await review('reviewed');
  const officer = await visit('officer', 'ward_officer');
  const { page } = officer;
  await page.getByText('Đã xem hết.').waitFor();
  assert.deepEqual(await officer.violations(), []);
  const far = signals.find(({ kind }) => kind === 'far_from_address').pupils[0];
  const { at } = await person.json(`/v1/pupils/${far}`);
  await person.json(`/v1/pupils/${far}`, { method: 'PATCH', body: { at: [at[0] + 0.0001, at[1]] } });
  await page.reload();
  await page.getByRole('link', { name: /^Điểm nhà xa địa chỉ 1$/ }).waitFor();
  await person.json(`/v1/pupils/${far}`, { method: 'PATCH', body: { at } });
  await review('open');
  await officer.leave();
});

test('what is no CSV, and what is gone, is told with what to do', SLOW, async () => {
  const officer = await visit('officer#/data?view=import&what=pupils');
  await officer.page.locator('#import-file').setInputFiles(keep('hoc-sinh.xlsx', 'PK'));
  await officer.page.getByText('hãy lưu thành “CSV UTF-8”').waitFor();
  await officer.open('officer#/data?view=import&what=pupils&upload=q2Jm4p1sT0-cN7yXv9aBzw&name=x.csv&size=1');
  await officer.page.getByText('Tệp đã gửi không còn trên máy chủ').waitFor();
  assert.deepEqual(await officer.violations(), []);
  await officer.leave();
});

test('the head of every template is one the service knows', SLOW, async () => {
  for (const [name, person] of [['officer', whole], ['planner', planner]]) {
    const someone = await visit('officer#/data?view=import', name);
    for (const lang of ['vi', 'en']) {
      await someone.open(`officer#/data?view=import&lang=${lang}`);
      await someone.page.locator('.data-kind').first().waitFor();
      const kinds = await someone.page.locator('.data-kind input').evaluateAll((inputs) => inputs.map((input) => input.value));
      for (const kind of kinds) {
        await someone.page.locator(`.data-kind input[value="${kind}"]`).check();
        const button = someone.page.locator('.data-file button.quiet');
        if (!(await button.isVisible())) continue;
        const [download] = await Promise.all([someone.page.waitForEvent('download'), button.click()]);
        const outcome = await tried(person, kind, readFileSync(await download.path()));
        const missing = outcome.fields.filter(({ column }) => column === null).map((field) => field.name);
        assert.deepEqual(missing, [], `${kind} in ${lang}: ${outcome.columns}`);
      }
    }
    await someone.leave();
  }
});

async function tried(person, what, body) {
  const headers = { 'Content-Type': 'application/octet-stream' };
  const { id } = await person.json('/v1/uploads?name=t.csv', { method: 'POST', headers, body: new Uint8Array(body) }, 201);
  for (;;) {
    const answer = await person.ask(`/v1/uploads/${id}/preview?what=${what}`);
    const outcome = await answer.json();
    if (answer.status === 202) continue;
    await person.ask(`/v1/uploads/${id}`, { method: 'DELETE' });
    return outcome;
  }
}

test('a home is moved by the keyboard alone, saved, and taken back', SLOW, async () => {
  const child = pupils.find(({ ward, name }) => ward === office.ward && name);
  const officer = await visit(link({ q: child.id }), 'ward_officer');
  const { page } = officer;
  await page.locator(`.data-middle .row[data-row="${child.id}"]`).focus();
  await page.keyboard.press('Enter');
  await page.locator('#pin-fix').waitFor();
  assert.deepEqual(await officer.violations(), [], 'with a child');
  await page.locator('#pin-fix').focus();
  await page.keyboard.press('Enter');
  await page.locator('#pin-search').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'pin-search');
  assert.deepEqual(await officer.violations(), [], 'while mending');

  const { results } = await office.ask('/v1/search', { q: 'Nguyễn', limit: 1 });
  await page.keyboard.type('nguyen');
  await page.keyboard.press('Enter');
  await page.locator('.data-found button').first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.data-moved').textContent(), /^Dời /);
  await page.keyboard.press('Enter');
  await page.getByText(`Đã lưu vị trí nhà của ${child.name}`).waitFor();
  assert.ok(metres((await whole.json(`/v1/pupils/${child.id}`)).at, results[0].at) < 1);
  await page.getByRole('button', { name: 'Hoàn tác' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Đã trả lại vị trí cũ').waitFor();
  assert.deepEqual(await whole.json(`/v1/pupils/${child.id}`), child);
  assert.deepEqual(officer.faults, []);
  await officer.leave();
});

test('who was slower than another officer is told, and nothing is written over', SLOW, async () => {
  const child = pupils.find(({ ward, name }) => ward === office.ward && name);
  const officer = await visit(link({ pupil: child.id }));
  const { page } = officer;
  await page.locator('#pin-fix').click();
  const mine = [child.at[0] + 0.002, child.at[1]];
  await page.locator('#pin-at').fill(`${mine[1].toFixed(6)}, ${mine[0].toFixed(6)}`);
  await page.keyboard.press('Tab');
  const other = await office.signIn('ward_officer');
  const theirs = [child.at[0], child.at[1] + 0.001];
  await other.json(`/v1/pupils/${child.id}`, { method: 'PATCH', body: { at: theirs } });
  await page.getByRole('button', { name: 'Lưu vị trí' }).click();
  await page.getByText('Người khác vừa sửa em này').waitFor();
  assert.ok(metres((await whole.json(`/v1/pupils/${child.id}`)).at, theirs) < 0.1, 'theirs is kept');
  assert.deepEqual(await officer.violations(), []);
  await page.getByRole('button', { name: 'Lưu vị trí' }).click();
  await page.getByText('Đã lưu vị trí nhà').waitFor();
  assert.ok(metres((await whole.json(`/v1/pupils/${child.id}`)).at, mine) < 0.2, 'decided again, mine is kept');
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await page.getByText('Đã trả lại vị trí cũ').waitFor();
  await whole.json(`/v1/pupils/${child.id}`, { method: 'PATCH', body: { at: child.at } });
  await officer.leave();
});

test('homes are points on the map, and the pin is moved by arrow keys and by dragging', SLOW, async () => {
  const child = pupils.find(({ ward }) => ward === office.ward);
  const officer = await visit(link({ ward: office.ward, pupil: child.id }), 'ward_officer', { hasMap: true });
  const { page } = officer;
  await page.waitForFunction(() => window.openedMap?.querySourceFeatures('homes').length > 0);
  await officer.mapReady();
  const [chosen] = await officer.drawn('home-chosen');
  assert.equal(chosen.id, child.id);
  await page.locator('#pin-fix').click();
  await page.locator('#new-home-pin').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'new-home-pin');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  assert.match(await page.locator('.data-moved').textContent(), /^Dời 10\u00a0m/);
  const box = await page.locator('#new-home-pin').boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + 12, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => !/^Dời 10\u00a0m/.test(document.querySelector('.data-moved').textContent));
  await page.getByRole('button', { name: 'Hủy' }).click();
  await page.locator('#pin-fix').waitFor();
  assert.deepEqual(await whole.json(`/v1/pupils/${child.id}`), child);
  assert.deepEqual(officer.faults, []);
  await officer.leave();
});

test('the map follows the mouse where the processor draws it, and a drag is no click', SLOW, async () => {
  const officer = await visit(link({ ward: office.ward }), 'ward_officer', { hasMap: true });
  const { page } = officer;
  await officer.mapReady();
  const middle = () => page.evaluate(() => window.openedMap.project(window.openedMap.getCenter()));
  const inSight = () => page.evaluate(() => window.openedMap.getCenter().toArray());
  const picture = () => page.evaluate(() => window.openedMap.getCanvasContainer().style.transform);
  const box = await page.locator('.maplibregl-canvas').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const was = await inSight();
  const clicks = await page.evaluateHandle(() => {
    const seen = [];
    window.openedMap.on('click', (event) => seen.push(event.point.x));
    return seen;
  });

  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 10, { steps: 3 });
  assert.equal(await picture(), 'translate(30px, 10px)');
  assert.deepEqual(await inSight(), was, 'the map itself is not drawn for it');
  await page.mouse.move(x + 60, y + 20, { steps: 3 });
  await page.mouse.up();
  assert.equal(await picture(), '');
  const spot = await page.evaluate((was) => window.openedMap.project(was), was);
  const { x: midX, y: midY } = await middle();
  assert.ok(Math.abs(spot.x - midX - 60) < 1 && Math.abs(spot.y - midY - 20) < 1, `${spot.x - midX}, ${spot.y - midY}`);
  assert.deepEqual(await clicks.jsonValue(), []);

  await page.mouse.click(x, y);
  assert.equal((await clicks.jsonValue()).length, 1);
  assert.deepEqual(officer.faults, []);
  await officer.leave();
});

test('a planner sees what the city has, and imports everything but children', SLOW, async () => {
  const someone = await visit('officer', 'planner');
  const { page } = someone;
  await page.getByRole('heading', { name: 'Chỉ tiêu và phòng học theo phường, xã' }).waitFor();
  const { wards } = await planner.json('/v1/capacity');
  const shown = await page.locator('.data-middle .table-body .row').first().innerText();
  assert.ok(shown.includes(wards[0].name));
  assert.deepEqual(await someone.violations(), []);
  await page.getByRole('link', { name: 'Nhập dữ liệu' }).click();
  await page.locator('.data-kind').first().waitFor();
  assert.equal(await page.getByRole('radio', { name: /^Học sinh Mỗi dòng một em/ }).count(), 0);
  assert.equal(await page.locator('.data-kind').count(), 9);
  assert.deepEqual(await someone.violations(), []);
  await someone.leave();
});

const DEVICES = { desktop: {}, phone: PHONE };
const STATES = [
  ['list', 'desktop', 'light', 'vi'],
  ['list', 'phone', 'dark', 'en'],
  ['pupil', 'desktop', 'dark', 'vi'],
  ['pupil', 'phone', 'light', 'en'],
  ['import', 'desktop', 'light', 'en'],
  ['import', 'phone', 'dark', 'vi'],
  ['city', 'desktop', 'dark', 'en'],
  ['city', 'phone', 'light', 'vi'],
];

for (const [state, device, colorScheme, lang] of STATES)
  test(`it looks as agreed: ${state}, ${device}, ${colorScheme}, ${lang}`, SLOW, async () => {
    const child = pupils.find(({ ward, name }) => ward === office.ward && name);
    const values = { ...(state === 'pupil' && { pupil: child.id }), ...(state === 'import' && { view: 'import', what: 'pupils' }), lang };
    const name = state === 'city' ? 'planner' : 'ward_officer';
    const someone = await visit(link(values), name, { ...DEVICES[device], colorScheme, reducedMotion: 'reduce' });
    const { page } = someone;
    const ready = { list: '.data-middle .table-body .row', pupil: '#pin-fix', import: '.data-drop', city: '.data-middle .table-body .row' };
    await page.locator(ready[state]).first().waitFor();
    if (state === 'import') {
      const file = keep('vi-du.csv', 'Mã,lon,lat,grade,year', `G1,${home},1,2026`);
      await page.locator('#import-file').setInputFiles(file);
      await page.locator('#map-id').waitFor();
    } else await page.waitForFunction(() => !document.querySelector('.data-row.is-waiting'));
    assert.deepEqual(await someone.violations(), []);
    // The head is every part's; its own steps come and go.
    await page.addStyleTag({ content: '.office-head { height: 0; padding: 0; overflow: hidden; border: 0 }' });
    await compareGolden(page, `officer-data-${state}-${device}-${colorScheme}-${lang}`, { mask: [page.locator('.stage')] });
    await someone.leave();
  });
