// The parents' page, driven as a parent would, against the real server and a
// made-up city. What the page shows is compared with what the API says.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openTown } from './town.mjs';

const SLOW = { timeout: 180_000 };
const asked = [];
let town, browser, street, home;

// Vietnamese writes 1.234,56; parsed here by hand, apart from the page's own way.
const metres = (text) => Number(text.replace(/[^\d,]/g, '').replace(',', '.'));
const plain = (text) => text.replaceAll('\u00a0', ' ').trim();
const at = (position) => position.map((degrees) => degrees.toFixed(6)).join(',');
const away = ([lon, lat]) => Math.hypot(lon - Number(home.split(',')[0]), lat - Number(home.split(',')[1]));
const link = (question) => `#/?${new URLSearchParams(question).toString().replaceAll('%2C', ',')}`;

function visit(device = {}) {
  return sitDown(browser, town.address, { asked, ...device });
}

before(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  const { results } = await town.ask('/v1/search', { q: 'Nguyễn', limit: 20 });
  street = results.find((result) => result.kind === 'street') ?? results[0];
  home = at(street.at);
}, SLOW);

after(async () => {
  await browser?.close();
  town?.stop();
});

test('an address typed gives the five nearest schools, in order', SLOW, async () => {
  const parent = await visit();
  await parent.open();
  await parent.page.locator('#home').pressSequentially(street.name, { delay: 20 });
  await parent.page.locator('.suggestion').first().waitFor();
  const names = await parent.page.locator('.suggestion-name').allTextContents();
  for (let n = 0; n <= names.indexOf(street.name); n++) await parent.page.keyboard.press('ArrowDown');
  await parent.page.keyboard.press('Enter');
  await parent.cardsShown();

  const chosen = parent.question().get('at');
  const { schools } = await town.ask('/v1/nearest', { at: chosen, level: 'primary', k: 5 });
  const { school } = await town.ask('/v1/zone', { at: chosen, level: 'primary' });
  const byDistance = schools.map(({ id }) => id);
  // The school of the zone comes first, be it the nearest or not.
  const inOrder = [school.id, ...byDistance.filter((id) => id !== school.id)];
  assert.deepEqual(await parent.cards(), inOrder);

  const ways = await parent.page.locator('.card-way').allTextContents();
  ways.forEach((way, n) => {
    const { distance_m, duration_s } = schools.find(({ id }) => id === inOrder[n]) ?? school;
    const shown = plain(way);
    const far = shown.includes('km') ? 1000 * metres(shown.split('km')[0]) : metres(shown.split('m')[0]);
    assert.ok(Math.abs(far - distance_m) <= (distance_m < 999.5 ? 0.5 : 5), `${shown} is ${distance_m} m`);
    assert.ok(shown.includes(`${Math.ceil(duration_s / 60)} phút đi bộ`), `${shown} takes ${duration_s} s`);
  });
  await parent.leave();
});

test('choosing a school draws the way to its gate and unfolds the receipt', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  await parent.mapReady();
  await parent.page.locator('.card-button').nth(1).click();
  const school = parent.question().get('school');
  await parent.page.locator('.receipt').waitFor();
  await parent.mapReady();

  const route = await town.ask('/v1/route', { from: home, school });
  const sums = (await parent.page.locator('.receipt-exact tbody td').allTextContents()).map(metres);
  const total = metres(await parent.page.locator('.receipt-exact tfoot td').textContent());
  assert.equal(total, route.properties.distance_m);
  // A parent reads how far as people say it; the centimetres are folded away.
  assert.match(await parent.page.locator('.receipt > table tfoot td').textContent(), /^(\d+\sm|\d+,\d+\skm)$/u);
  assert.equal(await parent.page.locator('.receipt-exact tfoot').isVisible(), false);
  assert.equal(Math.round(100 * sums.reduce((sum, one) => sum + one, 0)), Math.round(100 * total), 'the receipt adds up');

  assert.ok((await parent.drawn('route')).length > 0, 'the way is on the map');
  const line = await parent.page.evaluate(() => window.openedMap.getStyle().sources.route.data.features[0].geometry);
  assert.deepEqual(line, route.geometry);
  await parent.leave();
});

test('the receipt downloaded is one that the program agrees with', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  const { schools } = await town.ask('/v1/nearest', { at: home, level: 'primary', k: 2 });
  await parent.open(link({ at: home, level: 'primary', school: schools[1].id }));
  await parent.page.locator('.receipt').waitFor();
  await parent.page.locator('.receipt-exact summary').click();
  const [download] = await Promise.all([
    parent.page.waitForEvent('download'),
    parent.page.locator('.receipt-actions button').first().click(),
  ]);
  assert.match(download.suggestedFilename(), /\.geojson$/);
  assert.match(town.checkReceipt(await download.path()), /agrees to the centimetre/);
  await parent.leave();
});

test('the five schools and the zone of home are on the map', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  await parent.mapReady();
  const drawn = new Set((await parent.drawn('answer')).map(({ id }) => id));
  assert.deepEqual([...drawn].sort(), (await parent.cards()).sort());
  const { school } = await town.ask('/v1/zone', { at: home, level: 'primary' });
  const own = await parent.drawn('own-zone-border');
  assert.ok(own.length > 0);
  assert.ok(own.every((zone) => zone.school === school.id));
  await parent.leave();
});

test('the map follows the next home, and shows it with its own five schools', SLOW, async () => {
  const { results } = await town.ask('/v1/search', { q: 'Trần', limit: 20 });
  const far = results.filter(({ kind }) => kind === 'street').sort((one, other) => away(other.at) - away(one.at))[0];
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  await parent.mapReady();
  await parent.page.locator('#home').fill(far.name);
  const rows = parent.page.locator('.suggestion');
  await rows.first().waitFor();
  await rows.filter({ hasText: far.detail }).first().click();
  await parent.page.waitForFunction((home) => !location.hash.includes(`at=${home}`), home);
  await parent.cardsShown();
  const at = parent.question().get('at');
  const { schools } = await town.ask('/v1/nearest', { at, level: 'primary', k: 5 });
  const points = [at.split(',').map(Number), ...schools.map((school) => school.at)];
  const isFramed = (points) => {
    const map = window.openedMap;
    const box = map.getContainer().getBoundingClientRect();
    const seen = points.map((at) => map.project(at));
    const [xs, ys] = ['x', 'y'].map((axis) => seen.map((point) => point[axis]));
    const spans = [(Math.max(...xs) - Math.min(...xs)) / box.width, (Math.max(...ys) - Math.min(...ys)) / box.height];
    const isInside = Math.min(...xs) > 0 && Math.min(...ys) > 0 && Math.max(...xs) < box.width && Math.max(...ys) < box.height;
    return isInside && Math.max(...spans) > 0.4; // and they fill what there is
  };
  await parent.page.waitForFunction(isFramed, points);
  await parent.leave();
});

test('a home known by its street only says so, with the number that was missed, until the pin is moved', SLOW, async () => {
  const parent = await visit({ hasMap: false, permissions: ['clipboard-read', 'clipboard-write'] });
  await parent.open();
  await parent.page.locator('#home').fill(`9998 ${street.name}`);
  await parent.page.locator('.suggestion').first().waitFor();
  await parent.page.keyboard.press('Enter');
  await parent.cardsShown();
  const from = parent.page.locator('.from');
  assert.match(await from.textContent(), new RegExp(`^Từ ${street.name}, .*Bản đồ chưa có số 9998`));
  assert.deepEqual(await parent.violations(), []);
  const there = parent.page.url();
  const known = new URL(there);
  known.hash = known.hash.replace('rough=9998', `was=${home}&was_place=Nhà`);
  await parent.page.goto(known.href);
  await parent.cardsShown();
  assert.doesNotMatch(await from.textContent(), /9998/);
  await parent.page.getByRole('button', { name: 'Chia sẻ' }).click();
  await parent.page.getByText('Đã chép').waitFor();
  const shared = await parent.page.evaluate(() => navigator.clipboard.readText());
  assert.match(shared, /at=/);
  assert.doesNotMatch(shared, /was/, 'the home left behind stays at home');
  await parent.leave();
});

test('where nothing fits, what comes near is offered and not taken', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.open();
  const typed = `zkw qxv ${street.name.split(' ').slice(0, 2).join(' ')}`;
  await parent.page.locator('#home').fill(typed);
  await parent.page.locator('.suggestion').first().waitFor();
  assert.match(await parent.page.locator('.box-trouble').textContent(), /Có phải một trong những nơi gần giống/);
  const { results, near } = await town.ask('/v1/search', { q: typed, limit: 8 });
  assert.deepEqual(results, []);
  assert.deepEqual(await parent.page.locator('.suggestion-name').allTextContents(), near.map(({ name }) => name));
  assert.deepEqual(await parent.violations(), []);
  await parent.leave();
});

test('tapping the map moves home there, and the back button moves it back', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  await parent.mapReady();
  const there = await parent.page.evaluate(() => {
    const map = window.openedMap;
    const { width, height } = map.getCanvas().getBoundingClientRect();
    for (let x = 60; x < width - 60; x += 12) {
      const near = [[x - 12, height / 2 - 12], [x + 12, height / 2 + 12]];
      if (map.queryRenderedFeatures(near, { layers: ['answer', 'school'] }).length === 0) return { x, y: height / 2 };
    }
    return null;
  });
  const map = await parent.page.locator('.map').boundingBox();
  await parent.page.mouse.click(map.x + there.x, map.y + there.y);
  await parent.page.waitForFunction((home) => !location.hash.includes(`at=${home}`), home);
  await parent.page.goBack();
  assert.equal(parent.question().get('at'), home);
  await parent.cardsShown();
  await parent.leave();
});

test('dragging the pin, by hand or by arrow keys, measures anew', SLOW, async () => {
  const parent = await visit();
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  await parent.mapReady();
  const pin = await parent.page.locator('.home-pin').boundingBox();
  await parent.page.mouse.move(pin.x + 18, pin.y + 20);
  await parent.page.mouse.down();
  await parent.page.mouse.move(pin.x + 48, pin.y + 45, { steps: 6 });
  await parent.page.mouse.up();
  await parent.page.waitForFunction((home) => !location.hash.includes(`at=${home}`), home);
  const dragged = parent.question().get('at').split(',').map(Number);

  await parent.page.locator('.home-pin').press('ArrowUp');
  await parent.page.waitForFunction((lat) => !location.hash.includes(lat), dragged[1].toFixed(6));
  const moved = parent.question().get('at').split(',').map(Number);
  assert.ok(Math.abs((moved[1] - dragged[1]) * 111_320 - 10) < 0.5, 'an arrow key is 10 m');
  await parent.leave();
});

test('a link asks the same again: level, way of travel, school and language', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  const { schools } = await town.ask('/v1/nearest', { at: home, level: 'lower_secondary', k: 5, profile: 'motorbike' });
  const school = schools[2].id;
  await parent.open(link({ at: home, level: 'lower_secondary', school, profile: 'motorbike', lang: 'en' }));
  await parent.page.locator('.receipt').waitFor();
  assert.deepEqual((await parent.cards()).sort(), schools.map(({ id }) => id).sort());
  assert.equal(await parent.page.locator('.card.is-chosen').getAttribute('data-school'), school);
  assert.match(plain(await parent.page.locator('.is-chosen .card-way').textContent()), /min by motorbike · .* on foot/);
  assert.equal(await parent.page.locator('html').getAttribute('lang'), 'en');
  await parent.leave();
});

test('another language says the same answer', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  const before = await parent.cards();
  await parent.page.getByRole('button', { name: 'English' }).click();
  await parent.page.getByText('Suggested school').waitFor();
  assert.deepEqual(await parent.cards(), before);
  await parent.page.getByRole('button', { name: 'Tiếng Việt' }).click();
  await parent.page.getByText('Trường được gợi ý').waitFor();
  await parent.leave();
});

test('the cross in the box asks nothing any more, and the back button brings box and answer back', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.open(link({ at: home, place: 'Nhà bà ngoại', level: 'primary' }));
  await parent.cardsShown();
  const box = parent.page.locator('#home');
  await box.fill('Ngu');
  await box.press('Escape');
  assert.equal(await box.inputValue(), 'Nhà bà ngoại', 'what was typed and not asked is given up');
  await parent.page.getByRole('button', { name: 'Xóa' }).click();
  await parent.page.locator('.steps').waitFor();
  assert.equal(await box.inputValue(), '');
  assert.ok(await box.evaluate((box) => document.activeElement === box));
  assert.equal(parent.question().get('at'), null);
  assert.deepEqual(await parent.cards(), []);
  await parent.page.goBack();
  await parent.cardsShown();
  assert.equal(await box.inputValue(), 'Nhà bà ngoại');
  await parent.leave();
});

test('schools of one level never stand under the name of another', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  // Looks at every frame, while the service takes its time.
  await parent.page.route('**/v1/nearest*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await parent.page.evaluate(() => {
    window.seen = new Set();
    const look = () => {
      const levels = [...document.querySelectorAll('.schools .rank')].map((rank) => rank.className);
      const title = document.querySelector('.answer-title').textContent;
      window.seen.add(`${title} | ${[...document.querySelectorAll('.schools .card')].map((card) => card.dataset.school).join()} | ${new Set(levels).size}`);
      requestAnimationFrame(look);
    };
    look();
  });
  const before = (await parent.cards()).join();
  await parent.page.locator('.segment', { hasText: 'THCS' }).first().click();
  await parent.page.getByText('5 trường THCS gần nhất').waitFor();
  const seen = await parent.page.evaluate(() => [...window.seen]);
  const after = (await parent.cards()).join();
  assert.ok(seen.some((state) => state.startsWith('Đang tìm trường THCS gần nhất… |  |')), seen.join('\n'));
  for (const state of seen.filter((state) => state.includes('THCS'))) assert.ok(!state.includes(before) || before === after, state);
  await parent.leave();
});

test('the answer can be shared without scrolling, and a card is lit as a whole', SLOW, async () => {
  for (const device of [PHONE, {}]) {
    const parent = await visit({ hasMap: false, ...device });
    await parent.open(link({ at: home, level: 'primary' }));
    await parent.cardsShown();
    const share = await parent.page.getByRole('button', { name: 'Chia sẻ' }).boundingBox();
    assert.ok(share.y + share.height < parent.page.viewportSize().height, 'in sight');
    const card = parent.page.locator('.schools .card').first();
    const ground = () => card.evaluate((card) => getComputedStyle(card).backgroundColor);
    const still = await ground();
    await card.locator('.card-button').hover();
    if (device !== PHONE) assert.notEqual(await ground(), still);
    await parent.leave();
  }
});

test('the way ends at a gate, from where dots lead to the marker of the school', SLOW, async () => {
  const parent = await visit();
  const { schools } = await town.ask('/v1/nearest', { at: home, level: 'primary', k: 5 });
  const away = ({ at, gate }) => Math.hypot(at[0] - gate[0], at[1] - gate[1]);
  const school = schools.toSorted((one, other) => away(other) - away(one))[0];
  await parent.open(link({ at: home, level: 'primary', school: school.id }));
  await parent.page.locator('.receipt').waitFor();
  await parent.mapReady();
  const [inside, gate] = await parent.page.evaluate(() => window.openedMap.getStyle().sources.gate.data.features);
  const { geometry } = await town.ask('/v1/route', { from: home, school: school.id });
  assert.deepEqual(inside.geometry.coordinates, [geometry.coordinates.at(-1), school.at]);
  assert.deepEqual(gate.geometry.coordinates, geometry.coordinates.at(-1));
  assert.equal(gate.properties.name, 'Cổng trường');
  assert.ok((await parent.drawn('gate')).length > 0);
  await parent.leave();
});

test('the box is a combobox: arrows go round, Escape closes, then empties', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.open();
  const box = parent.page.getByRole('combobox', { name: 'Nhà bạn ở đâu?' });
  await box.pressSequentially('Nguyễn', { delay: 20 });
  await parent.page.locator('.suggestion').first().waitFor();
  const count = await parent.page.locator('.suggestion').count();
  await box.press('ArrowUp');
  assert.equal(await box.getAttribute('aria-activedescendant'), `suggestion-${count - 1}`);
  await box.press('ArrowDown');
  assert.equal(await box.getAttribute('aria-activedescendant'), 'suggestion-0');
  await box.press('Escape');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  await box.press('Escape');
  assert.equal(await box.inputValue(), '');
  await parent.leave();
});

test('words that match nothing are answered with what to do', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.open();
  await parent.page.locator('#home').fill('qqqq zzzz');
  await parent.page.getByRole('alert').filter({ hasText: 'chạm vào nhà bạn' }).waitFor();
  await parent.leave();
});

test('the list can be read before the map is fetched', SLOW, async () => {
  const parent = await visit();
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await parent.page.route('**/assets/map_view-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  assert.equal(await parent.page.evaluate(() => window.openedMap), undefined);
  letGo();
  await parent.mapReady();
  await parent.leave();
});

test('without WebGL the list is whole and the page says so', SLOW, async () => {
  const parent = await visit();
  await parent.page.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith('webgl') ? null : real.call(this, kind, ...rest);
    };
  });
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  await parent.page.getByText('Trình duyệt này không vẽ được bản đồ').waitFor();
  await parent.leave();
});

test('a server in trouble is said so, and asking again helps', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.page.route('**/v1/nearest*', (route) => route.fulfill({ status: 503, body: '{}' }));
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.page.getByText('Máy chủ đang gặp trục trặc').waitFor();
  assert.deepEqual(await parent.violations(), []);
  await parent.page.unroute('**/v1/nearest*');
  await parent.page.getByRole('button', { name: 'Thử lại' }).click();
  await parent.cardsShown();
  await parent.leave();
});

test('far from any street, or from the city, the page says what to do', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.open(link({ at: '0.000000,51.500000', level: 'primary' }));
  await parent.page.getByText('Điểm này ở ngoài thành phố').waitFor();
  const answer = { ...(await town.ask('/v1/nearest', { at: home, level: 'primary' })), schools: [], reason: 'no_street_near' };
  await parent.page.route('**/v1/nearest*', (route) => route.fulfill({ json: answer }));
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.page.getByText('Quanh đây không có đường').waitFor();
  await parent.leave();
});

test('the sample city says that it is made up', SLOW, async () => {
  const parent = await visit({ hasMap: false });
  await parent.open();
  await parent.page.locator('.sample').getByText('Dữ liệu mô phỏng').waitFor();
  await parent.leave();
});

test('on a phone the answer is a sheet over the lower half, and grows', SLOW, async () => {
  const parent = await visit(PHONE);
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  await parent.mapReady();
  const { height } = PHONE.viewport;
  const half = await parent.page.locator('.answer').boundingBox();
  assert.ok(Math.abs(half.y - height / 2) < 2);
  await parent.page.locator('.sheet-handle').tap();
  const tall = await parent.page.locator('.answer').boundingBox();
  assert.ok(tall.height > 0.8 * height);
  await parent.leave();
});

test('nothing is wider than a narrow phone, in either language', SLOW, async () => {
  const parent = await visit({ hasMap: false, ...PHONE, viewport: { width: 360, height: 640 } });
  for (const lang of ['vi', 'en']) {
    await parent.open(link({ at: home, level: 'primary', lang }));
    await parent.cardsShown();
    const width = await parent.page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('.panel *')].map((element) => element.getBoundingClientRect().right)),
    );
    assert.ok(width <= 360, `${lang}: something reaches to ${width}`);
  }
  await parent.leave();
});

for (const colorScheme of ['light', 'dark'])
  for (const [name, device] of [['desktop', {}], ['phone', PHONE]])
    test(`axe finds nothing to blame: ${name}, ${colorScheme}`, SLOW, async () => {
      const parent = await visit({ ...device, colorScheme, reducedMotion: 'reduce' });
      await parent.open();
      await parent.page.getByText('Trường nào gần nhà bạn?').waitFor();
      assert.deepEqual(await parent.violations(), [], 'at the beginning');
      await parent.open(link({ at: home, level: 'primary' }));
      await parent.cardsShown();
      await parent.mapReady();
      await parent.page.locator('.card-button').first().click();
      await parent.page.locator('.receipt').waitFor();
      assert.deepEqual(await parent.violations(), [], 'with an answer');
      await parent.leave();
    });

test('dark pages have a dark map', SLOW, async () => {
  const parent = await visit({ colorScheme: 'dark' });
  await parent.open();
  await parent.mapReady();
  const paperIs = (colour) =>
    parent.page.waitForFunction(
      (colour) => window.openedMap.getStyle()?.layers.find(({ id }) => id === 'paper')?.paint['background-color'] === colour,
      colour,
    );
  const token = () =>
    parent.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--map-paper').trim());
  const dark = await token();
  await paperIs(dark);
  await parent.page.emulateMedia({ colorScheme: 'light' });
  assert.notEqual(await token(), dark);
  await paperIs(await token());
  await parent.leave();
});

test('paper is white, also from a dark screen, and has no buttons to press', SLOW, async () => {
  const parent = await visit({ hasMap: false, colorScheme: 'dark' });
  await parent.open(link({ at: home, level: 'primary' }));
  await parent.cardsShown();
  await parent.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const ground = await parent.page.locator('.card').first().evaluate((card) => getComputedStyle(card).backgroundColor);
  assert.equal(ground, 'rgb(255, 255, 255)');
  for (const name of ['English', 'In', 'Chép liên kết'])
    assert.equal(await parent.page.getByRole('button', { name, exact: true }).count(), 0);
  await parent.leave();
});

test('no request left the server', () => {
  const elsewhere = asked.filter((url) => !url.startsWith(town.address) && !/^(data|blob):/.test(url));
  assert.ok(asked.length > 100);
  assert.deepEqual(elsewhere, []);
});
