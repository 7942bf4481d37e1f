// The whole story of a parent by keyboard alone: find home, read the answer,
// unfold a school, compare two, ask why, go back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, sitDown } from './parent.mjs';
import { openTown } from './town.mjs';

const SLOW = { timeout: 180_000 };
const FARTHEST_TABS = 60;
let town, browser, street;

before(async () => {
  [town, browser] = await Promise.all([openTown({ published: [1] }), openBrowser()]);
  const { results } = await town.ask('/v1/search', { q: 'Nguyễn', limit: 20 });
  street = results.find(({ kind }) => kind === 'street');
}, SLOW);

after(async () => {
  await browser?.close();
  town?.stop();
});

test('a parent finds, reads, compares and returns by keyboard alone', SLOW, async () => {
  const parent = await sitDown(browser, town.address, { hasMap: false });
  const { page } = parent;
  const key = (name) => page.keyboard.press(name);
  const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
  // As someone does who sees where the focus is: on, until it is there.
  const tabTo = async (wanted) => {
    for (let n = 0; n < FARTHEST_TABS; n++) {
      if (wanted.test(await focused())) return focused();
      await key('Tab');
    }
    return assert.fail(`${wanted} cannot be reached by Tab`);
  };
  const isSeen = () => page.evaluate(() => document.activeElement.matches(':focus-visible'));

  await parent.open();
  await page.locator('.steps').waitFor();
  await tabTo(/^home$/);
  await page.keyboard.type(street.name, { delay: 20 });
  await page.locator('.suggestion').first().waitFor();
  await key('ArrowDown');
  await key('Enter');
  await parent.cardsShown();

  const [first, second] = await parent.cards();
  await tabTo(new RegExp(`^school-${first}$`));
  assert.ok(await isSeen());
  await key('Enter');
  await page.locator('.receipt').waitFor();
  assert.equal(await focused(), `school-${first}`, 'the keyboard stays where it was');
  assert.equal(parent.question().get('school'), first);
  assert.deepEqual(await parent.violations(), []);
  await key('Enter');
  await page.locator('.receipt').waitFor({ state: 'detached' });

  for (const id of [first, second]) {
    await tabTo(new RegExp(`^tick-${id}$`));
    await key('Space');
    await page.locator(`#tick-${id}:checked`).waitFor();
    assert.equal(await focused(), `tick-${id}`);
  }
  await tabTo(/^compare$/);
  await key('Enter');
  await page.locator('.compare-table').waitFor();
  assert.equal(await focused(), 'compare-close');
  await key('Escape');
  await page.waitForFunction(() => document.activeElement?.id === 'compare');

  await page.goBack();
  await page.locator('.compare-table').waitFor();
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector('.compare').open);
  await parent.leave();
});

test('the level and the language change by keyboard, and the address tells', SLOW, async () => {
  const parent = await sitDown(browser, town.address, { hasMap: false });
  const at = street.at.map((degrees) => degrees.toFixed(6)).join(',');
  await parent.open(`#/?at=${at}&level=primary`);
  await parent.cardsShown();
  await parent.page.locator('input[name="level"][value="primary"]').focus();
  await parent.page.keyboard.press('ArrowRight');
  await parent.page.waitForFunction(() => location.hash.includes('lower_secondary'));
  await parent.cardsShown();
  const { schools } = await town.ask('/v1/nearest', { at, level: 'lower_secondary', k: 5 });
  assert.deepEqual((await parent.cards()).sort(), schools.map(({ id }) => id).sort());
  await parent.page.locator('#language').press('Enter');
  await parent.page.getByText('Suggested school').waitFor();
  assert.match(parent.page.url(), /lang=en/);
  assert.deepEqual(await parent.violations(), []);
  await parent.leave();
});
