// How the map of a link with a home in it comes: what it is drawn from is sent for
// before its program is there, and its style is right though the page does not check it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { DESKTOP, openBrowser, PHONE, sitDown } from './parent.mjs';
import { openTown } from './town.mjs';

let town;
let browser;
let link;

before(async () => {
  town = await openTown();
  browser = await openBrowser();
  const { results } = await town.ask('/v1/search', { q: 'Nguyễn', limit: 20 });
  const street = results.find(({ kind }) => kind === 'street') ?? results[0];
  link = `#/?at=${street.at.map((degrees) => degrees.toFixed(6))}&level=primary`;
});

after(async () => {
  await browser?.close();
  town?.stop();
});

const isBaseTile = (url) => url.includes('/tiles/base/');

for (const [name, device] of Object.entries({ phone: PHONE, desktop: DESKTOP }))
  test(`${name}: the tiles sent for ahead are those the map asks for`, async () => {
    const asked = [];
    const { page, open, leave, mapReady } = await sitDown(browser, town.address, { asked, ...device });
    await open(link);
    await mapReady();
    const ahead = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
    const tiles = asked.filter(isBaseTile).toSorted();
    assert.deepEqual([...new Set(tiles)], ahead.filter(isBaseTile).toSorted());
    assert.equal(tiles.length, 2 * new Set(tiles).size, 'each by the page and by the map, from the browser’s store');
    await leave();
  });

test('the style of the map is valid', async () => {
  const { page, open, leave, mapReady } = await sitDown(browser, town.address, PHONE);
  await open(link);
  await mapReady();
  const style = await page.evaluate(() => window.openedMap.getStyle());
  assert.deepEqual(validateStyleMin(style), []);
  await leave();
});
