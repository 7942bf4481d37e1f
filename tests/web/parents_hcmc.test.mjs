// The parents' story in Ho Chi Minh City of 2018: a street typed without accents,
// a lane's number, a school by its abbreviation; the answer read against the API.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { takeHcmc } from './hcmc.mjs';
import { openBrowser, PHONE, sitDown } from './parent.mjs';
import { openCity } from './town.mjs';

const SLOW = { timeout: 540_000 };
let taken, town, browser;

before(async () => {
  taken = takeHcmc();
  [town, browser] = await Promise.all([openCity(taken.city), openBrowser()]);
}, SLOW);

after(async () => {
  await browser?.close();
  town?.stop();
  taken?.remove();
});

async function type(parent, text) {
  await parent.page.locator('#home').fill(text);
  await parent.page.locator('.suggestion').first().waitFor();
  return parent.page.locator('.suggestion-name').allTextContents();
}

for (const [name, device] of [['desktop', {}], ['phone', PHONE]])
  test(`a mother finds her school from a street typed without accents: ${name}`, SLOW, async () => {
    const parent = await sitDown(browser, town.address, { hasMap: false, ...device });
    await parent.open();
    assert.equal((await type(parent, 'nguyen trai'))[0], 'Nguyễn Trãi');
    await parent.page.keyboard.press('Enter');
    await parent.cardsShown();
    const at = parent.question().get('at');
    const { schools } = await town.ask('/v1/nearest', { at, level: 'primary', k: 5 });
    assert.deepEqual(await parent.cards(), schools.map(({ id }) => id), 'no zones here: the nearest first');

    await parent.page.locator('.card-button').first().click();
    await parent.page.locator('.receipt').waitFor();
    const route = await town.ask('/v1/route', { from: at, school: schools[0].id });
    const total = await parent.page.locator('.receipt-exact tfoot td').textContent();
    assert.equal(Number(total.replace(/[^\d,]/g, '').replace(',', '.')), route.properties.distance_m);
    assert.deepEqual(await parent.violations(), []);

    for (const { id } of schools.slice(0, 2)) await parent.page.locator(`[id="tick-${id}"]`).check();
    await parent.page.locator('#compare').click();
    await parent.page.locator('.compare-table').waitFor();
    assert.deepEqual(await parent.page.locator('.compare-name').allTextContents(), schools.slice(0, 2).map((school) => school.name));
    assert.deepEqual(await parent.violations(), []);
    await parent.leave();
  });

test('a number in a lane finds its street, and a school is found by name', SLOW, async () => {
  const parent = await sitDown(browser, town.address, { hasMap: false });
  await parent.open();
  assert.match((await type(parent, '1806/127/2/6 nguyen trai'))[0], /Nguyễn Trãi$/);
  const { results } = await town.ask('/v1/search', { q: 'thpt le quy don', limit: 8 });
  const school = results.find(({ kind }) => kind === 'school');
  await parent.page.locator('#home').fill('thpt le quy don');
  const row = parent.page.locator('.suggestion').filter({ hasText: school.name }).first();
  await row.click();
  await parent.page.locator(`.card[data-school="${school.id}"]`).waitFor();
  assert.equal(parent.question().get('school'), school.id);
  await parent.page.getByText('Cho biết nhà bạn ở đâu').waitFor();
  assert.deepEqual(await parent.violations(), []);
  await parent.leave();
});

// The file of wards has "Ward 3, District 5" and "Tan Dinh"; no parent does.
test('wards are called as people call them, and found by either name', SLOW, async () => {
  const wards = async (q) => {
    const { results } = await town.ask('/v1/search', { q, limit: 8 });
    return results.filter(({ kind }) => kind === 'ward').map(({ name, detail }) => `${name}, ${detail}`);
  };
  for (const typed of ['phường 3 quận 5', 'phuong 3 quan 5', 'p3 q5', 'ward 3 district 5'])
    assert.equal((await wards(typed))[0], 'Phường 3, Quận 5', typed);
  for (const typed of ['Phường Tân Định', 'phuong tan dinh', 'tan dinh district 1'])
    assert.equal((await wards(typed))[0], 'Phường Tân Định, Quận 1', typed);
  const { features } = await (await fetch(`${town.address}/ogc/collections/wards/items?limit=400&f=json`)).json();
  const names = features.map(({ properties }) => `${properties.name}, ${properties.district}`);
  // The map of this city ends before Củ Chi and Cần Giờ do.
  assert.equal(names.filter((name) => /^(Phường|Xã|Thị trấn) /.test(name)).length, 297);
  assert.deepEqual(names.filter((name) => /District|Ward/.test(name)), []);
});
