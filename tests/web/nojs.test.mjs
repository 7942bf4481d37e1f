// The parents' page in a browser without JavaScript, by keyboard alone: from
// the box at "/" to the way to a school. axe needs JavaScript, so it looks at
// the same pages in a window of its own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { DESKTOP, openBrowser, PHONE } from './parent.mjs';
import { openTown } from './town.mjs';

const SLOW = { timeout: 180_000 };
const asked = [];
let town, browser, street, address;

before(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  const { results } = await town.ask('/v1/search', { q: 'Nguyễn', limit: 20 });
  street = results.find(({ kind }) => kind === 'street');
  const lanes = (await town.ask('/v1/search', { q: 'hẻm', limit: 20 })).results;
  address = lanes[0] ?? street;
}, SLOW);

after(async () => {
  await browser?.close();
  town?.stop();
});

const at = (position) => position.join(',');
const find = (question) => `${town.address}/find?${new URLSearchParams(question)}`;

async function visit(device = DESKTOP) {
  const context = await browser.newContext({ ...device, locale: 'vi-VN', javaScriptEnabled: false });
  context.on('request', (request) => asked.push(request.url()));
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** Presses Tab until the focus is on what is looked for. */
async function tabTo(page, selector) {
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

/** Presses a key that leads to another page, and waits for that. */
const go = (page, key) => Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);

const shown = (page) => page.locator('.card').evaluateAll((cards) => cards.map((card) => card.dataset.school));

test('from the box to the way to a school and another level, by keyboard', SLOW, async () => {
  const page = await visit();
  await page.goto(`${town.address}/`);
  assert.equal(await page.locator('#page').isVisible(), false);
  await tabTo(page, 'input[name=q]');
  assert.equal(await page.locator('label[for=plain-home]').textContent(), 'Nhà bạn ở đâu?');
  await page.keyboard.type('nguyen');
  await tabTo(page, 'input[type=radio]');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, 'button');
  await go(page, 'Enter');

  assert.equal(await page.locator('h2').textContent(), 'Ý bạn là …?');
  await tabTo(page, '.place');
  await go(page, 'Enter');
  const query = new URL(page.url()).searchParams;
  assert.equal(query.get('level'), 'lower_secondary');
  const { schools } = await town.ask('/v1/nearest', { at: query.get('at'), level: 'lower_secondary', k: 5 });
  assert.deepEqual((await shown(page)).sort(), schools.map(({ id }) => id).sort());

  await tabTo(page, '.card a');
  await go(page, 'Enter');
  const school = new URL(page.url()).searchParams.get('school');
  const route = await town.ask('/v1/route', { from: query.get('at'), school });
  const rows = await page.locator('.exact tbody td').allTextContents();
  const sum = rows.reduce((cm, row) => cm + Number(row.replace(/\D/g, '')), 0);
  assert.equal(sum, Math.round(100 * route.properties.distance_m), 'the receipt adds up');

  await tabTo(page, '[aria-label="Cấp học"] a:not([aria-current])');
  await go(page, 'Enter');
  assert.equal(new URL(page.url()).searchParams.get('level'), 'primary');
  assert.equal((await shown(page)).length, 5);
  await page.context().close();
});

test('the page without scripts says the same as the page with them', SLOW, async () => {
  for (const lang of ['vi', 'en'])
    for (const profile of ['walk', 'motorbike']) {
      const question = { at: at(street.at.map((degrees) => degrees.toFixed(6))), level: 'primary', profile, lang };
      const plain = await visit();
      await plain.goto(find(question));
      const context = await browser.newContext();
      const full = await context.newPage();
      await full.route('**/assets/map_view-*.js', (route) => route.abort());
      await full.goto(`${town.address}/#/?${new URLSearchParams(question)}`);
      await full.locator('.schools .card').nth(4).waitFor();
      const plainly = (text) => text.replaceAll('\u00a0', ' ').trim();
      const read = async (page, selector) => (await page.locator(selector).allTextContents()).map(plainly).filter(Boolean);
      for (const selector of ['.reason', '.suggested h3', 'h3.others']) assert.deepEqual(await read(plain, selector), await read(full, selector), selector);
      assert.deepEqual(await shown(plain), await full.locator('.schools .card').evaluateAll((cards) => cards.map((card) => card.dataset.school)));
      assert.deepEqual(await read(plain, '.card h4'), await read(full, '.schools .card-name'));
      assert.deepEqual(await read(plain, '.card .way'), await read(full, '.schools .card-way'));
      assert.deepEqual(await read(plain, '.card > .soft'), await read(full, '.schools .card-last'));
      assert.deepEqual(await read(plain, 'details li'), await read(full, '.why li'));
      assert.equal((await read(plain, 'h2'))[0], (await read(full, '.answer-title'))[0]);
      await context.close();
      await plain.context().close();
    }
});

test('a lane typed as a person types it is found', SLOW, async () => {
  const page = await visit(PHONE);
  await page.goto(`${town.address}/find`);
  await page.getByLabel('Nhà bạn ở đâu?').fill(address.name.toLowerCase());
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Tìm trường' }).tap()]);
  if ((await page.locator('.place').count()) > 0) await page.locator('.place').first().tap();
  await page.locator('.card').first().waitFor();
  assert.equal((await shown(page)).length, 5);
  await page.context().close();
});

const STATES = () => ({
  begin: {},
  places: { q: 'nguyen' },
  nothing: { q: 'zzzz' },
  answer: { at: at(street.at), level: 'primary', q: street.name },
  riding: { at: at(street.at), level: 'lower_secondary', profile: 'motorbike', lang: 'en' },
  outside: { at: '0,51.5' },
  nonsense: { level: 'x' },
});

for (const colorScheme of ['light', 'dark'])
  test(`axe finds nothing to blame, and nothing is wider than a narrow phone: ${colorScheme}`, SLOW, async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, colorScheme });
    const page = await context.newPage();
    const { schools } = await town.ask('/v1/nearest', { at: at(street.at), level: 'primary', k: 5 });
    const states = { ...STATES(), route: { at: at(street.at), level: 'primary', school: schools[1].id }, school: { school: schools[2].id } };
    for (const [name, question] of Object.entries(states)) {
      await page.goto(find(question));
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run(document));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`), [], name);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, name);
      const small = await page.locator('a, button, input:not([type=hidden]):not([type=radio])').evaluateAll((targets) =>
        targets.filter((one) => one.getBoundingClientRect().height < 44 && !one.closest('footer')).map((one) => one.outerHTML),
      );
      assert.deepEqual(small, [], name);
    }
    await context.close();
  });

test('the form at "/" is sound too', SLOW, async () => {
  // With JavaScript a browser does not read what is within noscript, so axe is
  // given the page with that taken out of it.
  const html = await (await fetch(`${town.address}/`)).text();
  const context = await browser.newContext({ ...PHONE });
  const page = await context.newPage();
  await page.route('**/plain', (route) =>
    route.fulfill({ contentType: 'text/html', body: html.replace(/<\/?noscript>/g, '').replace(/<script.*?<\/script>/g, '') }),
  );
  await page.goto(`${town.address}/plain`);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  assert.deepEqual(violations.map(({ id }) => id), []);
  assert.doesNotMatch(html, /\{\{/);
  await context.close();
});

test('on paper it is white and has nothing to press', SLOW, async () => {
  const page = await visit({ ...DESKTOP, colorScheme: 'dark' });
  await page.goto(find({ at: at(street.at), level: 'primary' }));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.equal(await page.locator('button').isVisible(), false);
  assert.equal(await page.locator('.card a').first().isVisible(), false);
  assert.equal(await page.locator('.card').first().isVisible(), true);
  await page.context().close();
});

test('nothing was asked of anybody else', () => {
  assert.ok(asked.length > 10);
  assert.deepEqual(asked.filter((url) => !url.startsWith(town.address)), []);
});
