// What the parents' page tells of schools beyond how near they are: both ways of
// going, the last round, facts, why not the nearer one, several side by side, and
// what another home would change. Read against the API, in a city whose results
// of grade 1 are out.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openTown } from './town.mjs';

const SLOW = { timeout: 180_000 };
const asked = [];
let town, browser, home, elsewhere, answer;

const plain = (text) => text.replaceAll('\u00a0', ' ').trim();
const link = (question, part = '') => `#/${part}?${new URLSearchParams(question).toString().replaceAll('%2C', ',')}`;
const km = (m) => (m < 999.5 ? `${Math.round(m)} m` : `${(m / 1000).toFixed(2).replace('.', ',')} km`);
const ask = (at, more = {}) => town.ask('/v1/nearest', { at, level: 'primary', k: 5, ...more });

function visit(device = {}) {
  return sitDown(browser, town.address, { asked, hasMap: false, ...device });
}

// A home whose zone is of another school than the nearest, and one where it is the nearest.
async function findHomes() {
  const { results } = await town.ask('/v1/search', { q: 'đường', limit: 50 });
  for (const { at } of results) {
    const position = at.map((degrees) => degrees.toFixed(6)).join(',');
    const [{ schools }, { school }] = await Promise.all([ask(position), town.ask('/v1/zone', { at: position, level: 'primary' })]);
    const rank = schools.findIndex(({ id }) => id === school?.id);
    if (rank > 0) elsewhere ??= { at: position, rank };
    if (rank === 0) home ??= position;
    if (home && elsewhere) return;
  }
}

before(async () => {
  [town, browser] = await Promise.all([openTown({ published: [1] }), openBrowser()]);
  await findHomes();
  assert.ok(home && elsewhere, 'there are homes of both kinds');
  answer = await ask(home);
}, SLOW);

after(async () => {
  await browser?.close();
  town?.stop();
});

test('each school says how long both ways take, seats, seats left and the last round', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  const riding = await ask(home, { profile: 'motorbike', k: 15 });
  for (const { id, distance_m, duration_s, seats, seats_left, last_admitted } of answer.schools) {
    const card = parent.page.locator(`.card[data-school="${id}"]`);
    const other = riding.schools.find((school) => school.id === id);
    const way = `${km(distance_m)} · ${Math.ceil(duration_s / 60)} phút đi bộ · ${Math.ceil(other.duration_s / 60)} phút xe máy`;
    assert.equal(plain(await card.locator('.card-way').textContent()), way);
    assert.match(plain(await card.locator('.card-facts').textContent()), new RegExp(`^${seats} chỗ lớp 1, còn ${seats_left} chỗ`));
    const said = plain(await card.locator('.card-last').textContent());
    assert.equal(said, `Năm 2026 còn chỗ, em xa nhất ${km(last_admitted.distance_m)}; nhà bạn ${km(distance_m)}.`);
    const [bar, far, you] = await card.evaluate((card) =>
      ['.bar', '.bar-far', '.bar-you'].map((part) => card.querySelector(part).getBoundingClientRect()).map(({ left, right }) => ({ left, right })),
    );
    const ratio = (far.right - bar.left) / ((you.left + you.right) / 2 - bar.left);
    assert.ok(Math.abs(ratio / (last_admitted.distance_m / distance_m) - 1) < 0.05, 'the bar says the same');
  }
  await parent.leave();
});

test('full schools and withheld distances are said in words', SLOW, async () => {
  const parent = await visit();
  const told = [
    { seats_left: 0, last_admitted: { year: 2025, distance_m: 100, is_full: true, withheld: false } },
    { seats_left: 0, last_admitted: { year: 2025, distance_m: 9000, is_full: true, withheld: false } },
    { seats_left: null, last_admitted: { year: 2025, distance_m: null, is_full: null, withheld: true } },
    { seats_left: 0, last_admitted: { year: 2025, distance_m: null, is_full: true, withheld: false } },
    { seats: null, seats_left: null, last_admitted: null },
  ];
  const schools = answer.schools.map((school, n) => ({ ...school, ...told[n] }));
  await parent.page.route('**/v1/nearest*', (route) => route.fulfill({ json: { ...answer, schools } }));
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  const last = (await parent.page.locator('.card-last').allTextContents()).map(plain);
  const far = km(schools[0].distance_m);
  assert.equal(last[0], `Năm 2025 nhận tới 100 m; nhà bạn ${far}, xa hơn mức ấy.`);
  assert.equal(last[1], `Năm 2025 nhận tới 9,00 km; nhà bạn ${km(schools[1].distance_m)}.`);
  assert.equal(last[2], 'Năm 2025 nhận dưới 5 em nên không công bố khoảng cách.');
  assert.equal(last[3], 'Năm 2025 đã đủ chỗ, không xét theo khoảng cách.');
  assert.equal(last[4], '');
  assert.equal(await parent.page.getByText('Đã đủ chỗ', { exact: true }).count(), 3);
  assert.deepEqual(await parent.violations(), []);
  await parent.leave();
});

test('the school chosen tells seats, classes, sessions, facilities and address as the API does', SLOW, async () => {
  const parent = await visit();
  const { id } = answer.schools[1];
  const told = await town.ask(`/v1/schools/${id}`);
  await parent.open(link({ at: home, level: 'primary', school: id }));
  await parent.page.locator('.facts').waitFor();
  const facts = Object.fromEntries(
    await parent.page.locator('.fact').evaluateAll((rows) => rows.map((row) => [...row.children].map((one) => one.textContent))),
  );
  const { pupils, classes, class_cap } = told.now.find(({ level }) => level === 'primary');
  assert.match(facts['Chỉ tiêu'], new RegExp(`^${told.seats.find(({ grade }) => grade === 1).seats} chỗ lớp 1 \\(2026–2027\\)`));
  assert.equal(facts['Lớp học'], `${classes} lớp, ${pupils} học sinh, ${Math.round(pupils / classes)} em/lớp (chuẩn ${class_cap})`);
  assert.equal(facts['Hai buổi/ngày'], told.capacity.sessions === 2 ? 'Có, học hai buổi' : 'Không, học một buổi');
  assert.ok(facts['Cơ sở vật chất'].startsWith(`${told.capacity.rooms} phòng học`));
  assert.equal(facts['Địa chỉ'], `${told.address}, ${told.ward}`);
  assert.match(plain(facts['Đợt xét gần nhất']), new RegExp(`${km(told.cut_offs[0].last_distance_m)}; nhóm cuối được nhận: ${told.cut_offs[0].last_group_name}`));
  await parent.page.locator('.receipt').waitFor();
  assert.deepEqual(await parent.violations(), []);
  await parent.leave();
});

test('what the data lack is left out, or not known where parents would ask', SLOW, async () => {
  const parent = await visit();
  const { id } = answer.schools[0];
  const told = { ...(await town.ask(`/v1/schools/${id}`)), capacity: null, address: null, ward: null, now: [], cut_offs: [], gates: [], seats: null };
  await parent.page.route(`**/v1/schools/${id}`, (route) => route.fulfill({ json: told }));
  await parent.open(link({ at: home, level: 'primary', school: id }));
  await parent.page.locator('.facts').waitFor();
  const facts = await parent.page.locator('.fact').evaluateAll((rows) => rows.map((row) => row.textContent));
  assert.deepEqual(facts, ['Hai buổi/ngàychưa rõ', 'Loại trườngCông lập', 'Địa chỉchưa rõ']);
  await parent.leave();
});

test('a school without a home shows itself, and asks where home is', SLOW, async () => {
  const parent = await visit();
  const { id, name } = answer.schools[2];
  await parent.open(link({ level: 'primary', school: id }));
  await parent.page.locator(`.card[data-school="${id}"]`).filter({ hasText: name }).waitFor();
  await parent.page.getByText('Cho biết nhà bạn ở đâu').waitFor();
  assert.deepEqual(await parent.violations(), []);
  await parent.leave();
});

test('why not the nearer school is told where the suggested is not the nearest, and only there', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  assert.equal(await parent.page.locator('.why').count(), 0);
  await parent.open(link({ at: elsewhere.at, level: 'primary' }));
  await parent.page.locator('summary', { hasText: 'Vì sao không phải trường gần hơn?' }).press('Enter');
  const nearer = (await ask(elsewhere.at)).schools.slice(0, elsewhere.rank);
  const said = (await parent.page.locator('.why li').allTextContents()).map(plain);
  assert.equal(said.length, nearer.length);
  nearer.forEach(({ name, distance_m, seats }, n) => {
    assert.ok(said[n].startsWith(`${name}: ${km(distance_m)}, gần hơn`), said[n]);
    assert.match(said[n], new RegExp(`${seats} chỗ lớp 1`));
  });
  assert.equal(await parent.page.locator('.why a').getAttribute('href'), '/family#/?from=parents');
  assert.deepEqual(await parent.violations(), []);
  await parent.page.locator('.card-button').last().click();
  await parent.page.locator('.facts').waitFor();
  assert.ok(await parent.page.locator('.why').evaluate((why) => why.open), 'it stays open while something else changes');
  await parent.leave();
});

test('two or three schools stand side by side, the best of each row marked, and a link shows them', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  const ids = answer.schools.slice(0, 3).map(({ id }) => id);
  await parent.page.locator(`#tick-${ids[0]}`).check();
  await parent.page.getByText('Chọn thêm một trường để so sánh.').waitFor();
  await parent.page.locator(`#tick-${ids[1]}`).check();
  await parent.page.locator(`#tick-${ids[2]}`).check();
  assert.equal(await parent.page.locator('.card-tick input:disabled').count(), 2, 'three are enough');
  await parent.page.getByRole('button', { name: 'So sánh (3)' }).click();
  await parent.page.locator('.compare-table').waitFor();
  assert.equal(parent.question().get('compare'), ids.join(','));
  await parent.page.reload();
  await parent.page.locator('.compare-table').waitFor();
  assert.deepEqual(await parent.page.locator('.compare-name').allTextContents(), answer.schools.slice(0, 3).map(({ name }) => name));
  const rows = Object.fromEntries(
    await parent.page.locator('.compare-table tbody tr').evaluateAll((rows) =>
      rows.map((row) => [row.querySelector('th').textContent, [...row.querySelectorAll('td')].map((cell) => [cell.innerText, cell.matches('.is-best')])]),
    ),
  );
  rows['Đi bộ'].forEach(([text, isBest], n) => {
    assert.ok(plain(text).startsWith(km(answer.schools[n].distance_m)));
    assert.equal(isBest, n === 0);
    assert.equal(/gần nhất/.test(text), isBest, 'in words, not only bold');
  });
  const most = Math.max(...answer.schools.slice(0, 3).map(({ seats_left }) => seats_left));
  rows['Chỗ còn lại'].forEach(([text, isBest], n) => assert.equal(isBest, answer.schools[n].seats_left === most, text));
  assert.deepEqual(await parent.violations(), []);
  await parent.page.getByRole('button', { name: `Bỏ ${answer.schools[2].name}` }).click();
  await parent.page.waitForFunction(() => document.querySelectorAll('.compare-name').length === 2);
  await parent.page.keyboard.press('Escape');
  await parent.page.waitForFunction(() => !document.querySelector('.compare').open);
  assert.equal(parent.question().get('compare'), ids.slice(0, 2).join(','), 'the ticks stay');
  await parent.leave();
});

test('on a phone the comparison is the whole page, and on paper it is alone', SLOW, async () => {
  const parent = await visit(PHONE);
  const compare = answer.schools.slice(0, 2).map(({ id }) => id).join(',');
  await parent.open(link({ at: home, level: 'primary', compare }, 'compare'));
  await parent.page.locator('.compare-table').waitFor();
  const { width, height } = await parent.page.locator('.compare').boundingBox();
  assert.deepEqual([width, height], [PHONE.viewport.width, PHONE.viewport.height]);
  assert.deepEqual(await parent.violations(), []);
  await parent.page.emulateMedia({ media: 'print' });
  assert.equal(await parent.page.locator('.panel').isVisible(), false);
  assert.ok(await parent.page.locator('.compare-table').isVisible());
  await parent.leave();
});

test('another home tells what it changes, and there is a way back', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: elsewhere.at, was: home, was_place: 'Nhà', level: 'primary' }));
  await parent.cardsShown();
  const [was, now] = await Promise.all([home, elsewhere.at].map((at) => town.ask('/v1/zone', { at, level: 'primary' })));
  await parent.page.locator('.moved-said').filter({ hasText: was.school.name }).waitFor();
  const said = plain(await parent.page.locator('.moved-said').textContent());
  const more = now.school.distance_m - was.school.distance_m;
  const far = `${more > 0 ? 'xa' : 'gần'} hơn ${km(Math.abs(more))}`;
  assert.equal(
    said,
    was.school.id === now.school.id
      ? `Trường gợi ý vẫn là ${now.school.name}; ${far}.`
      : `Trường gợi ý đổi từ ${was.school.name} sang ${now.school.name}; ${far}.`,
  );
  assert.deepEqual(await parent.violations(), []);
  await parent.page.getByRole('button', { name: 'Về chỗ cũ' }).click();
  await parent.cardsShown();
  assert.equal(parent.question().get('at'), home);
  assert.equal(parent.question().get('place'), 'Nhà');
  assert.equal(parent.question().get('was'), null);
  await parent.leave();
});

test('suggestions say their kind and mark the letters typed, accents or not', SLOW, async () => {
  const parent = await visit();
  await parent.open();
  const { name } = answer.schools[0];
  const bare = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase();
  for (const typed of [name, bare(name)]) {
    await parent.page.locator('#home').fill(typed);
    const first = parent.page.locator('.suggestion').filter({ hasText: name }).first();
    await first.waitFor();
    assert.match(await first.locator('.suggestion-detail').textContent(), /^Trường/);
    const marked = await first.locator('.suggestion-name b').allTextContents();
    assert.equal(bare(marked.join('')), bare(name).replace(/[^a-z0-9]/g, ''));
    assert.deepEqual(await parent.violations(), []);
  }
  await parent.leave();
});

test('where I am is asked of the device, and its refusal is told', SLOW, async () => {
  const [longitude, latitude] = home.split(',').map(Number);
  const allowed = await visit({ permissions: ['geolocation'], geolocation: { longitude, latitude } });
  await allowed.open();
  await allowed.page.getByRole('button', { name: 'Vị trí của tôi' }).click();
  await allowed.cardsShown();
  assert.equal(allowed.question().get('at'), home);
  await allowed.leave();
  const refused = await visit({ permissions: [] });
  await refused.page.addInitScript(() => {
    navigator.geolocation.getCurrentPosition = (_good, bad) => bad({ code: 1 });
  });
  await refused.open();
  await refused.page.getByRole('button', { name: 'Vị trí của tôi' }).click();
  await refused.page.getByRole('alert').filter({ hasText: 'không được phép' }).waitFor();
  assert.deepEqual(await refused.violations(), []);
  await refused.leave();
});

test('no home is kept in the browser, nor told to another server', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  const kept = await parent.page.evaluate(async () => [
    { ...localStorage },
    { ...sessionStorage },
    document.cookie,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
  ]);
  assert.deepEqual(kept, [{}, {}, '', 0, 0]);
  assert.deepEqual(asked.filter((url) => !url.startsWith(town.address) && !/^(data|blob):/.test(url)), []);
  await parent.leave();
});
