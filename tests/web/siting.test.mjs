// Where to build, and what if: driven as a planner would. What the page says is
// compared with what `hocgan site` prints for the same question.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compareGolden } from './golden.mjs';
import { takeKeyboard } from './keyboard.mjs';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openOfficeTown, PASSWORD } from './town.mjs';

const SLOW = { timeout: 180_000 };
let office, browser, schools, place;

const plain = (text) => text.replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();
const count = (n) => n.toLocaleString('vi-VN');
const outside = ({ over_cap, unseated }) => over_cap + unseated;

before(async () => {
  [office, browser] = await Promise.all([openOfficeTown(), openBrowser()]);
  schools = (await office.ask('/v1/schools', { level: 'primary', limit: 2000 })).schools;
  place = schools[0].at.map((degrees) => degrees.toFixed(6)).join(',');
}, SLOW);

after(async () => {
  await browser?.close();
  office?.stop();
});

async function planner(path, { byKeyboard = false, ...device } = {}) {
  const someone = await sitDown(browser, office.address, { hasMap: false, ...device });
  if (byKeyboard) someone.keys = await takeKeyboard(someone.page);
  await someone.enter(`planner#/siting${path}`, 'planner', PASSWORD);
  await someone.page.locator('.siting-question').waitFor();
  return someone;
}

const ask = (...words) => JSON.parse(office.run('site', '--level', 'primary', '--json', ...words));

test('what is suggested is what the program suggests, with its proof', SLOW, async () => {
  const someone = await planner('?new=2');
  await someone.page.getByRole('button', { name: 'Tính' }).click();
  await someone.page.locator('.siting-result').waitFor();
  const told = ask('--new', '2');
  const places = await someone.page.locator('.siting-choice').evaluateAll((items) => items.map((item) => item.dataset.place));
  assert.deepEqual(places, told.choices.map(({ id }) => id));
  const numbers = await someone.page.locator('.siting-measures tr:nth-child(2) td').allTextContents();
  assert.deepEqual(numbers.slice(0, 2).map(plain), [count(told.before.seated), count(told.after.seated)]);
  const text = plain(await someone.page.locator('.siting-result').textContent());
  assert.ok(text.includes(told.gap ? 'Cách tối ưu' : 'Đã chứng minh'), text);
  assert.deepEqual(await someone.violations(), []);

  await someone.page.reload();
  await someone.page.locator('.siting-result').waitFor();
  assert.match(someone.page.url(), /job=/, 'the answer is found again by its address');
  await someone.leave();
});

test('by keyboard alone a school is closed, another gets rooms, homes are built, and the years tell all three', SLOW, async () => {
  const someone = await planner('?new=0', { byKeyboard: true });
  const { page, keys } = someone;
  const [school, other] = schools;
  await keys.write(page.locator('#siting-school'), `${school.name} (${school.id})`);
  await keys.hit('Tab');
  await keys.press(page.getByRole('button', { name: 'Đóng thử' }));
  await keys.isOn(`[data-change="close ${school.id}"] button`);
  await keys.write(page.locator('#siting-school'), `${other.name} (${other.id})`);
  await keys.hit('Tab');
  await keys.write(page.locator('#siting-add'), '4');
  await keys.hit('Enter');
  await keys.isOn(`[data-change="add ${other.id}"] button`);

  await keys.write(page.locator('#siting-place'), schools[3].name);
  await keys.hit('Enter');
  await keys.press(page.locator('.siting-found button').first());
  await keys.write(page.locator('#siting-homes'), '2500');
  await keys.hit('Enter');
  await keys.isOn('[data-change="homes 0"] button');
  const pin = new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('homes').split(':')[0];

  await keys.press(page.getByRole('button', { name: 'Tính' }));
  await keys.isOn('.siting-found-title');
  const told = ask('--close', school.id, '--add-rooms', `${other.id}=4`, '--housing', `${pin}=2500`);
  const last = told.years.at(-1);
  const cells = await page.locator('.siting-measures td').allTextContents();
  assert.equal(plain(cells[1]), count(last.before.pupils));
  assert.equal(plain(cells[2]), count(last.after.pupils));
  assert.equal(last.after.pupils, last.before.pupils + 2500);
  const more = outside(last.after) - outside(last.before);
  const sentence = plain(await page.locator('.siting-result > p').first().textContent());
  if (more > 0) assert.ok(sentence.includes(`thêm ${count(more)} em`), sentence);
  assert.equal(await page.locator('.siting-result .figure').count(), 2);
  assert.deepEqual(await someone.violations(), []);

  await keys.press(page.locator('[data-change="homes 0"] button'));
  await page.locator('[data-change="homes 0"]').waitFor({ state: 'detached' });
  await keys.isOn('.siting-change button');
  await keys.wasAlone();
  await someone.leave();
});

test('a change can be taken out again, and the back button brings it back', SLOW, async () => {
  const someone = await planner(`?new=0&build=${place}:20`);
  const { page } = someone;
  await page.getByRole('button', { name: /^Bỏ: Trường mới 20 phòng/ }).click();
  await page.getByText('Chưa có thay đổi.').waitFor();
  await page.goBack();
  await page.locator('[data-change="build 0"]').waitFor();
  await someone.leave();
});

test('who asks for nothing is told what to ask for', SLOW, async () => {
  const someone = await planner('?new=0');
  await someone.page.getByRole('button', { name: 'Tính' }).click();
  await someone.page.getByText('Hãy cho ít nhất một trường mới').waitFor();
  await someone.leave();
});

test('what the program refuses is told in words of the page, and what to do', SLOW, async () => {
  const someone = await planner('?new=0&open=KHONGCO');
  await someone.page.getByRole('button', { name: 'Tính' }).press('Enter');
  await someone.page.locator('.siting-status', { hasText: /Không có khu đất “KHONGCO”.*Hãy bỏ dòng ấy/ }).waitFor();
  assert.deepEqual(await someone.violations(), []);
  await someone.leave();
});

test('a link that closes what is no public school of the level is not asked, and says which line to take out', SLOW, async () => {
  const someone = await planner('?new=0&close=KHONGCO');
  const { page } = someone;
  await page.getByRole('button', { name: 'Tính' }).press('Enter');
  await page.locator('.siting-status', { hasText: /KHONGCO không phải trường công lập.*Hãy bỏ dòng ấy/ }).waitFor();
  await page.locator('[data-change="close KHONGCO"] .is-wrong').waitFor();
  assert.deepEqual(await someone.violations(), []);
  await someone.leave();
});

test('pressing the map puts a pin to try things at', SLOW, async () => {
  const someone = await planner('?new=0', { hasMap: true });
  const { page } = someone;
  await someone.mapReady();
  const box = await page.locator('.stage canvas').boundingBox();
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.52);
  await page.locator('.siting-selected').waitFor();
  await page.locator('.siting-selected').getByRole('button').last().click();
  await page.locator('.siting-change').waitFor();
  assert.match(page.url(), /(build|homes|add)=/);
  await someone.leave();
});

for (const [device, size] of [['desktop', {}], ['phone', PHONE]]) {
  for (const [scheme, language] of [['light', 'vi'], ['dark', 'en']]) {
    test(`it looks as it did: ${device}, ${scheme}, ${language}`, SLOW, async () => {
      const someone = await planner(`?new=2&homes=${place}:2500&lang=${language}`, { ...size, colorScheme: scheme });
      await someone.page.locator('.siting-question .primary').click();
      await someone.page.locator('.siting-result .figure svg').first().waitFor();
      const picture = `siting-${device}-${scheme}-${language}`;
      await compareGolden(someone.page, picture, { mask: [someone.page.locator('.stage')] });
      await someone.leave();
    });
  }
}
