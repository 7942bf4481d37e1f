// After results day, from both sides: a family with the code on its paper, and
// the officer who answers what it contests. What the pages show is compared with
// what the service says.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compareGolden } from './golden.mjs';
import { takeKeyboard } from './keyboard.mjs';
import { DESKTOP, openBrowser, PHONE, sitDown } from './parent.mjs';
import { openOfficeTown, PASSWORD } from './town.mjs';

const SLOW = { timeout: 240_000 };
const asked = [];
let office, browser, officer, admin, child;

const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const setDays = (opens, closes) => admin.json('/v1/contest-windows/2026/1', { method: 'PUT', body: { opens: day(opens), closes: day(closes) } });
const plain = (text) => text.replaceAll('\u00a0', ' ').trim();
async function visit(device = {}) {
  const someone = await sitDown(browser, office.address, { hasMap: false, asked, reducedMotion: 'reduce', ...device });
  return { ...someone, keys: await takeKeyboard(someone.page) };
}
const codeOf = async (pupil) => (await officer.json(`/v1/pupils/${pupil}/code`, { method: 'POST', body: {} }, 201)).code;
const openContests = async () => (await officer.json('/v1/contests?state=open')).contests;

async function explained(pupil) {
  for (;;) {
    const answer = await officer.ask(`/v1/pupils/${pupil}/explanation`);
    if (answer.status !== 503) return answer.json();
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

// Where seats are short, some child is not at the school nearest to it.
async function findSentFurther() {
  const { pupils } = await officer.json('/v1/pupils?grade=1&limit=200');
  for (const { id } of pupils) if ((await explained(id)).before?.length > 1) return id;
  throw new Error('every child is at its nearest school');
}

before(async () => {
  [office, browser] = await Promise.all([openOfficeTown({ pupils: 5000 }), openBrowser()]);
  const round = office.run('admit', 'rounds').split('\n').find((line) => /grade 1 .*nearest-first/.test(line)).split(' ')[0];
  office.run('admit', 'publish', round);
  [officer, admin] = [await office.signIn('officer'), await office.signIn('admin')];
  child = await findSentFurther();
  await setDays(-2, 3);
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

async function knock(family, pupil, code, lang = '') {
  await family.open(`family#/${lang && `?lang=${lang}`}`);
  await family.page.locator('#child').fill(pupil);
  await family.page.locator('#once').fill(code);
  await family.page.keyboard.press('Enter');
}

/** A family that has come in with a code from its paper. */
async function comeIn({ lang = '', ...device } = {}, pupil = child) {
  const family = await visit(device);
  await knock(family, pupil, await codeOf(pupil), lang);
  await family.page.locator('.why h3').first().waitFor({ timeout: 60_000 });
  return family;
}

async function sitAtDesk(path = 'officer#/contests', device = {}) {
  const desk = await visit(device);
  await desk.enter(path, 'officer', PASSWORD);
  await desk.page.locator('.contest-queue').waitFor();
  return desk;
}

/** By the keyboard to a thing on the page, as far as Tab leads. */
async function tabTo(page, selector) {
  for (let n = 0; n < 80; n++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

test('a wrong or short code, and too many tries, each say what to do', SLOW, async () => {
  const family = await visit(PHONE);
  await knock(family, child, '7K2M-QW9D');
  await family.page.getByText('bạn đã gõ 8').waitFor();
  assert.deepEqual(await family.violations(), []);
  await family.page.locator('#once').fill('0000-0000-0000-0000');
  await family.page.keyboard.press('Enter');
  await family.page.getByRole('alert').filter({ hasText: 'hãy xin mã mới' }).waitFor();
  await family.page.route('**/v1/family/session', (route) => route.fulfill({ status: 429, headers: { 'Retry-After': '120' }, body: '{}' }));
  await family.page.keyboard.press('Enter');
  await family.page.getByText('Xin đợi 2 phút').waitFor();
  await family.leave();
});

test('where the server has no office, and where an officer is signed in, the page says so', SLOW, async () => {
  const family = await visit();
  await family.page.route('**/v1/session', (route) => route.fulfill({ status: 404, body: '{}' }));
  await family.open('family');
  await family.page.getByRole('heading', { name: 'Kết quả của con bạn xem ở trang khác' }).waitFor();
  assert.deepEqual(await family.violations(), []);
  assert.equal(await family.page.getByRole('link', { name: 'Tìm trường gần nhà' }).getAttribute('href'), '/');
  // Who came from looking at a school goes back to it.
  await family.open('#/?level=primary');
  await family.page.getByRole('link', { name: 'mã' }).click();
  await family.page.getByRole('link', { name: 'Quay lại trường đang xem' }).click();
  await family.page.waitForURL(/#\/\?level=primary$/);
  await family.leave();
  const desk = await sitAtDesk();
  await desk.open('family');
  await desk.page.getByRole('button', { name: 'Thoát phần của cán bộ' }).click();
  await desk.page.locator('#child').waitFor();
  await desk.leave();
});

test('the place, the receipt and the reasons are those of the service', SLOW, async () => {
  const family = await comeIn();
  const { page } = family;
  const pupil = await officer.json(`/v1/pupils/${child}`);
  const way = await officer.json(`/v1/pupils/${child}/route`);
  const told = await explained(child);
  assert.equal(plain(await page.locator('.placed-school').textContent()), told.own.name);
  assert.match(plain(await page.locator('.family-result').textContent()), /Đúng quãng đường đã dùng khi xếp chỗ/);
  assert.equal(way.properties.distance_m, pupil.placement.distance_m);

  await page.locator('.family-receipt > summary').click();
  const metres = (text) => Math.round(100 * Number(text.replace(/[^\d,]/g, '').replace(',', '.')));
  const parts = (await page.locator('.receipt-exact tbody td').allTextContents()).map(metres);
  assert.equal(parts.reduce((sum, one) => sum + one, 0), Math.round(100 * way.properties.distance_m), 'the receipt adds up');

  assert.deepEqual(await page.locator('.why-name').allTextContents(), told.before.map(({ name }) => name));
  for (const [n, school] of told.before.entries())
    assert.deepEqual(await page.locator('.why-school').nth(n).locator('.why-sentences li').allTextContents(), school.why);
  assert.equal(await page.locator('.why-next-schools > li').count(), told.next.length);
  assert.deepEqual(await family.violations(), []);
  await family.leave();
});

test('another language says the same result, and the codes are in no address', SLOW, async () => {
  const family = await comeIn();
  await family.page.getByRole('button', { name: 'English' }).click();
  await family.page.getByText('Why not a nearer school?').waitFor({ timeout: 60_000 });
  const { origin, pathname, hash } = new URL(family.page.url());
  assert.equal(origin + pathname + hash, `${office.address}/family#/?lang=en`);
  await family.leave();
});

test('nothing stays in the browser, and who has left is at the door again', SLOW, async () => {
  const family = await comeIn();
  await family.page.getByRole('button', { name: 'Thoát', exact: true }).click();
  await family.page.getByText('Máy này không giữ lại gì').waitFor();
  assert.deepEqual(await family.page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  assert.doesNotMatch(await family.page.content(), new RegExp(child));
  await family.page.goBack();
  await family.page.goForward().catch(() => undefined);
  assert.equal(await family.page.locator('.family-result').count(), 0);
  await family.leave();
});

test('who does not use the page is warned, may stay, and is shut out in the end', SLOW, async () => {
  const family = await visit();
  await family.page.clock.install();
  await knock(family, child, await codeOf(child));
  await family.page.locator('.family-result').waitFor();
  await family.page.clock.fastForward('25:01');
  await family.page.getByRole('dialog', { name: 'Trang sắp tự đóng' }).waitFor();
  assert.deepEqual(await family.violations(), []);
  const stayed = family.page.waitForResponse('**/v1/session');
  await family.page.getByRole('button', { name: 'Tôi vẫn đang xem' }).click();
  await stayed;
  await family.page.clock.fastForward('10:00');
  await family.page.locator('.family-result').waitFor();
  await family.page.clock.fastForward('25:00');
  await family.page.getByText('Trang đã tự đóng').waitFor();
  assert.equal(await family.page.locator('.family-result').count(), 0);
  await family.leave();
});

test('a session that the server has ended is said so at the door', SLOW, async () => {
  const family = await comeIn();
  await family.page.context().clearCookies();
  await family.page.locator('#begin-contest').click();
  await family.page.locator('.kind input[value=other]').check();
  await family.page.locator('#words').fill('Con có anh học ở đó.');
  await family.page.getByRole('button', { name: 'Gửi khiếu nại' }).click();
  await family.page.getByText('Trang đã tự đóng').waitFor();
  await family.leave();
});

test('before the days, after them and without any, the page says when', SLOW, async () => {
  for (const [opens, closes, sentence] of [[2, 5, 'Chưa đến ngày nhận khiếu nại'], [-5, -2, 'Đã hết ngày nhận khiếu nại']]) {
    await setDays(opens, closes);
    const family = await comeIn();
    await family.page.locator('.family-contests').getByText(sentence).waitFor();
    assert.equal(await family.page.locator('#begin-contest').count(), 0);
    await family.leave();
  }
  await setDays(-2, 3);
});

test('the whole story by keyboard: contested, weighed, accepted, and read by the family', SLOW, async () => {
  const family = await comeIn(PHONE);
  const { page } = family;
  await tabTo(page, '#begin-contest');
  await page.keyboard.press('Enter');
  await tabTo(page, '.kind input');
  await page.keyboard.press('Space');
  await page.getByText('Ghim mới đang trùng với hồ sơ').waitFor();
  await tabTo(page, 'button[type=submit]');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Hãy dời ghim tới đúng nhà' }).waitFor();
  assert.deepEqual(await family.violations(), []);
  await family.keys.reach(page.locator('.kind input:checked'), 'Shift+Tab');
  await tabTo(page, '.step-buttons button:nth-of-type(3)');
  for (let n = 0; n < 9; n++) await page.keyboard.press('Enter');
  await page.getByText('Nhà mới cách 90 m về phía tây').waitFor();
  await tabTo(page, '#words');
  await page.keyboard.type('Nhà ở cuối hẻm <b>sau chợ</b>.');
  await tabTo(page, 'button[type=submit]');
  await page.keyboard.press('Enter');
  await page.getByText('Đã gửi').waitFor();
  await page.locator('.contest-state.is-open').waitFor();
  assert.deepEqual(await family.violations(), []);

  const [{ id, places }] = await openContests();
  const before = await officer.json(`/v1/pupils/${child}`);
  assert.ok(Math.abs((before.at[0] - places[0][0]) * 111_320 * Math.cos((before.at[1] * Math.PI) / 180) - 90) < 0.5);

  const desk = await sitAtDesk();
  await desk.keys.row(desk.page.locator('.contest-queue .table'), id);
  await desk.keys.hit('Enter');
  await desk.page.locator('.case').getByText('Nhà ở cuối hẻm <b>sau chợ</b>.').waitFor();
  assert.match(desk.page.url(), new RegExp(`contest=${id}`));
  await tabTo(desk.page, '#accept');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByRole('alert').filter({ hasText: 'Hãy xem ảnh hưởng' }).waitFor();
  assert.deepEqual(await desk.violations(), []);
  await desk.keys.isOn('#see-effect');
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('.effect-main').waitFor({ timeout: 120_000 });
  const { effect } = await officer.json(`/v1/contests/${id}`);
  const main = plain(await desk.page.locator('.effect-main').textContent());
  if (effect.moves === 0) assert.equal(main, 'Không em nào đổi trường.');
  else assert.ok(main.startsWith(`${effect.moves} em đổi trường: ${effect.better} em gần hơn, ${effect.worse} em xa hơn`), main);
  assert.equal(await desk.page.locator('.contest-effect > .effect-table tbody tr').count(), effect.by_school.length);
  assert.deepEqual(await desk.violations(), []);

  await tabTo(desk.page, '#reason');
  await desk.page.keyboard.type('Đúng nhà ở cuối hẻm.');
  await tabTo(desk.page, '#accept');
  await desk.page.keyboard.press('Enter');
  const question = desk.page.getByRole('dialog');
  await question.getByText('bản nháp mới').waitFor();
  assert.deepEqual(await desk.violations(), []);
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('.case .contest-state.is-accepted').waitFor({ timeout: 120_000 });
  await desk.page.getByText('Bản nháp mới').waitFor();
  const moved = await officer.json(`/v1/pupils/${child}`);
  assert.ok(Math.abs(moved.at[0] - places[0][0]) < 2e-7);
  await desk.keys.isSomewhere();
  await desk.keys.wasAlone();
  await desk.leave();

  await family.keys.press(page.getByRole('button', { name: 'Xem lại tình trạng' }));
  await page.locator('.contest-state.is-accepted').waitFor();
  await page.locator('.contest-card').getByText('Đúng nhà ở cuối hẻm.').waitFor();
  assert.deepEqual(await family.violations(), []);
  await family.keys.isSomewhere();
  await family.keys.wasAlone();
  await family.leave();
});

test('with the mouse a pin is put and a lane is drawn where they are on the map', SLOW, async () => {
  const family = await comeIn({ hasMap: true });
  const { page } = family;
  await family.mapReady();
  const cards = await page.locator('.contest-card').count();
  await page.locator('#begin-contest').click();
  await page.locator('.kind input[value=pin]').check();
  await page.locator('#new-home-pin').waitFor();
  await family.mapReady();
  const box = await page.locator('.map').boundingBox();
  const clickAt = async (x, y) => {
    await page.mouse.click(box.x + x, box.y + y);
    return page.evaluate(([x, y]) => window.openedMap.unproject([x, y]).toArray(), [x, y]);
  };
  const put = await clickAt(box.width / 2 + 120, box.height / 2 + 40);
  await page.getByText('Nhà mới cách').waitFor();
  assert.deepEqual(await family.violations(), []);
  await page.getByRole('button', { name: 'Gửi khiếu nại' }).click();
  await page.getByText('Đã gửi').waitFor();

  await page.locator('#begin-contest').click();
  await page.locator('.kind input[value=lane]').check();
  await page.locator('#corner-pin').waitFor();
  await family.mapReady();
  const corners = [await clickAt(box.width / 2 - 80, box.height / 2 - 60), await clickAt(box.width / 2 - 80, box.height / 2 + 60)];
  await page.getByText('Hẻm vẽ 2 góc').waitFor();
  await page.locator('#corner-pin').press('ArrowRight');
  await page.locator('#corner-pin').press('Enter');
  await page.getByText('Hẻm vẽ 3 góc').waitFor();
  await page.getByRole('button', { name: 'Bỏ góc cuối' }).click();
  await page.getByText('Hẻm vẽ 2 góc').waitFor();
  await page.getByRole('button', { name: 'Gửi khiếu nại' }).click();
  await page.locator('.contest-card').nth(cards + 1).waitFor();

  const [pin, lane] = await openContests();
  const near = (one, other) => assert.ok(Math.abs(one[0] - other[0]) < 1e-5 && Math.abs(one[1] - other[1]) < 1e-5, `${one} is ${other}`);
  near(pin.places[0], put);
  lane.places.forEach((place, n) => near(place, corners[n]));

  await page.locator('.contest-card').first().getByRole('button', { name: 'Rút khiếu nại' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rút khiếu nại' }).click();
  await page.locator('.contest-state.is-withdrawn').waitFor();
  assert.deepEqual((await openContests()).map(({ id }) => id), [pin.id]);
  await family.leave();
});

test('by keyboard alone an officer finds a contest by state and kind, on the map too, and refuses it with words', SLOW, async () => {
  const [pin] = await openContests();
  const desk = await sitAtDesk('officer#/contests?kind=pin', { hasMap: true });
  const { page, keys } = desk;
  const { contests } = await officer.json('/v1/contests');
  for (const [n, state] of ['open', 'accepted', 'refused', 'withdrawn'].entries()) {
    const label = await page.locator('.contest-state-switch .segment').nth(n).textContent();
    assert.match(label, new RegExp(`\\(${contests.filter((one) => one.state === state).length}\\)`), state);
  }
  await keys.row(page.locator('.contest-queue .table'), pin.id);
  await keys.hit('Enter');
  await page.locator('.new-home-pin').waitFor();
  await keys.isOn('#case-title');
  await keys.press(page.locator('#refuse'));
  await page.getByRole('alert').filter({ hasText: 'Hãy viết lý do' }).waitFor();
  await keys.isOn('#reason');
  await keys.type('Ghim trong hồ sơ đã đúng nhà.');
  await keys.press(page.locator('#refuse'));
  await keys.isOn('dialog .primary');
  assert.deepEqual(await desk.violations(), []);
  await keys.hit('Enter');
  await page.locator('.case .contest-state.is-refused').waitFor();
  await keys.isSomewhere();
  await keys.wasAlone();
  assert.equal((await officer.json(`/v1/contests/${pin.id}`)).reason, 'Ghim trong hồ sơ đã đúng nhà.');
  assert.deepEqual(await desk.violations(), []);
  await desk.leave();
});

test('a code that an officer gives by keyboard alone is shown once, and lets the family in', SLOW, async () => {
  const desk = await sitAtDesk('officer#/contests?state=refused');
  const { keys } = desk;
  await keys.press(desk.page.locator('.contest-queue .row[tabindex="0"]'));
  await keys.press(desk.page.locator('#give-code'));
  await keys.isOn('dialog .primary');
  assert.deepEqual(await desk.violations(), []);
  await keys.hit('Enter');
  const code = await desk.page.locator('.code').textContent();
  assert.deepEqual(await desk.violations(), []);
  await keys.hit('Escape');
  await keys.isOn('#give-code');
  assert.doesNotMatch(await desk.page.content(), new RegExp(code));
  await keys.wasAlone();
  await desk.leave();
  const family = await visit(PHONE);
  await knock(family, child, code.toLowerCase().replaceAll('-', ' '));
  await family.page.locator('.family-result').waitFor();
  await family.leave();
});

test('the administrator sets the days by keyboard alone; who is no officer sees no contest', SLOW, async () => {
  const one = await visit();
  await one.enter('officer#/contests', 'admin', PASSWORD);
  const days = one.page.locator('[data-days="2026/1"]');
  const { keys } = one;
  const set = one.page.getByRole('dialog').getByRole('button', { name: 'Đặt ngày' });
  await keys.press(days.getByRole('button'));
  await keys.date(one.page.locator('#opens'), day(3));
  await keys.date(one.page.locator('#closes'), day(1));
  await keys.press(set);
  await one.page.getByText('Ngày cuối phải bằng hoặc sau').waitFor();
  assert.deepEqual(await one.violations(), []);
  await keys.date(one.page.locator('#opens'), day(-1));
  await keys.date(one.page.locator('#closes'), day(4));
  await keys.press(set);
  await days.getByText('còn 4 ngày').waitFor();
  await keys.isSomewhere();
  await keys.wasAlone();
  assert.equal((await admin.json('/v1/contest-windows/2026/1')).closes, day(4));
  assert.equal(await one.page.locator('.contest-queue').count(), 0);
  await one.leave();
});

test('on paper there is the result with its reasons, and nothing to press', SLOW, async () => {
  const family = await comeIn({ colorScheme: 'dark' });
  await family.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.ok(await family.page.locator('.on-paper').isVisible());
  for (const name of ['Thoát', 'In', 'Khiếu nại']) assert.equal(await family.page.getByRole('button', { name, exact: true }).count(), 0);
  await family.leave();
});

test('nothing is wider than a narrow phone', SLOW, async () => {
  const family = await comeIn({ ...PHONE, viewport: { width: 360, height: 640 } });
  const widest = () => family.page.evaluate(() => Math.max(...[...document.querySelectorAll('#page *')].map((one) => one.getBoundingClientRect().right)));
  assert.ok((await widest()) <= 360);
  await family.leave();
});

// Days and moments differ from run to run; the map is looked at elsewhere.
const moving = (page) => ['.stage', '.family-window', '.contest-card .field-hint', '.days', '.case-head .field-hint'].map((one) => page.locator(one));

for (const [name, device, lang] of [
  ['phone-light-vi', { ...PHONE, colorScheme: 'light' }, ''],
  ['phone-dark-en', { ...PHONE, colorScheme: 'dark' }, 'en'],
  ['desktop-light-vi', { ...DESKTOP, colorScheme: 'light' }, ''],
  ['desktop-dark-en', { ...DESKTOP, colorScheme: 'dark' }, 'en'],
])
  test(`the pages look as they did: ${name}`, SLOW, async () => {
    const family = await comeIn({ ...device, lang });
    assert.deepEqual(await family.violations(), []);
    await compareGolden(family.page, `family-result-${name}`, { mask: moving(family.page) });
    await family.leave();
    const desk = await sitAtDesk(`officer#/contests?state=accepted${lang && `&lang=${lang}`}`, device);
    await desk.page.locator('.table-body .row').first().click();
    await desk.page.locator('.effect-main').waitFor();
    assert.deepEqual(await desk.violations(), []);
    await compareGolden(desk.page, `officer-contests-${name}`, { mask: moving(desk.page) });
    await desk.leave();
  });

test('no request left the server, and none told where a child lives or its code', () => {
  const elsewhere = asked.filter((url) => !url.startsWith(office.address) && !/^(data|blob):/.test(url));
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(asked.filter((url) => /[?&](at|from|code)=/.test(url)), []);
});
