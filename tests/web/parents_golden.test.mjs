// Golden pictures of the parents' page: the answer on phones and desktops, light
// and dark, in both languages; how it begins, what it says in trouble, and schools
// side by side. The map, which machines draw differently, stays blank.

import { after, before, test } from 'node:test';
import { compareGolden } from './golden.mjs';
import { DESKTOP, openBrowser, PHONE, sitDown } from './parent.mjs';
import { openTown } from './town.mjs';

const SLOW = { timeout: 180_000 };
const DEVICES = { phone: PHONE, desktop: DESKTOP };
let town, browser, home, compare;

const link = (question, part = '') => `#/${part}?${new URLSearchParams(question).toString().replaceAll('%2C', ',')}`;

before(async () => {
  [town, browser] = await Promise.all([openTown({ published: [1] }), openBrowser()]);
  const { results } = await town.ask('/v1/search', { q: 'Nguyễn', limit: 20 });
  home = results.find(({ kind }) => kind === 'street').at.map((degrees) => degrees.toFixed(6)).join(',');
  const { schools } = await town.ask('/v1/nearest', { at: home, level: 'primary', k: 3 });
  compare = schools.map(({ id }) => id).join(',');
}, SLOW);

after(async () => {
  await browser?.close();
  town?.stop();
});

async function visit(device, colorScheme) {
  const parent = await sitDown(browser, town.address, { ...DEVICES[device], colorScheme, hasMap: false, reducedMotion: 'reduce' });
  return {
    ...parent,
    /** The page as it is now, without what the map would say of itself. */
    compareWith: async (name) => {
      await parent.page.addStyleTag({ content: '.stage > * { visibility: hidden }' });
      await compareGolden(parent.page, `parents-${name}`);
    },
  };
}

for (const device of ['phone', 'desktop'])
  for (const scheme of ['light', 'dark'])
    for (const lang of ['vi', 'en'])
      test(`the answer: ${device}, ${scheme}, ${lang}`, SLOW, async () => {
        const parent = await visit(device, scheme);
        await parent.open(link({ at: home, level: 'primary', lang }));
        await parent.cardsShown();
        await parent.compareWith(`answer-${device}-${scheme}-${lang}`);
        await parent.leave();
      });

for (const [device, scheme, lang] of [['phone', 'light', 'vi'], ['desktop', 'dark', 'en']]) {
  test(`how it begins: ${device}, ${scheme}, ${lang}`, SLOW, async () => {
    const parent = await visit(device, scheme);
    await parent.open(link({ level: 'primary', lang }));
    await parent.page.locator('.steps').waitFor();
    await parent.compareWith(`begin-${device}-${scheme}-${lang}`);
    await parent.leave();
  });

  test(`in trouble: ${device}, ${scheme}, ${lang}`, SLOW, async () => {
    const parent = await visit(device, scheme);
    await parent.page.route('**/v1/nearest*', (route) => route.fulfill({ status: 503, body: '{}' }));
    await parent.open(link({ at: home, level: 'primary', lang }));
    await parent.page.locator('.is-failure').waitFor();
    await parent.compareWith(`trouble-${device}-${scheme}-${lang}`);
    await parent.leave();
  });

  test(`side by side: ${device}, ${scheme}, ${lang}`, SLOW, async () => {
    const parent = await visit(device, scheme);
    await parent.open(link({ at: home, level: 'primary', compare, lang }, 'compare'));
    await parent.page.locator('.compare-table').waitFor();
    await parent.compareWith(`compare-${device}-${scheme}-${lang}`);
    await parent.leave();
  });
}
