// Someone at a browser: opens a page, looks at the list and at the map.

import { chromium } from 'playwright-core';
import axe from 'axe-core';

// Debian's Chromium, drawing with software, and talking to nobody of its own.
const ARGUMENTS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// With BROWSER_FLAGS=--disable-gpu-compositing only the map is drawn by the software
// for graphics cards and the page is put together without, as the browser does by
// itself where there is no card.
const further = () => (process.env.BROWSER_FLAGS ?? '').split(' ').filter(Boolean);


export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export function openBrowser() {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: [...ARGUMENTS, ...further()] });
}

// Runs in the page before its own scripts: keeps hold of the map.
function keepMap() {
  document.addEventListener('map-opened', ({ detail }) => (window.openedMap = detail));
}

/** A browser window of its own. Every address it asks for goes into `asked`.
    Tests that do not look at the map do without, for it draws slowly here. */
export async function sitDown(browser, address, { asked = [], hasMap = true, ...device } = {}) {
  const context = await browser.newContext({ ...DESKTOP, locale: 'vi-VN', ...device });
  context.on('request', (request) => asked.push(request.url()));
  await context.addInitScript(keepMap);
  const page = await context.newPage();
  if (!hasMap) await page.route(/\/assets\/(map_view|city_map|worker)-.*\.js/, (route) => route.abort());
  page.setDefaultTimeout(30_000);
  const open = (path = '') => page.goto(`${address}/${path}`);
  return {
    page,
    open,
    leave: () => context.close(),
    cards: () => page.locator('.schools .card').evaluateAll((cards) => cards.map((card) => card.dataset.school)),
    /** Those of the question as it stands: while it is asked, the list is still that of the one before. */
    cardsShown: (n = 5) => page.waitForFunction((n) => document.querySelectorAll('[aria-busy="false"] .schools .card').length === n, n),
    question: () => new URLSearchParams(new URL(page.url()).hash.replace(/^#\/[^?]*\?/, '')),
    mapReady: () => page.waitForFunction(() => window.openedMap?.loaded() && !window.openedMap.isMoving()),
    drawn: (layer) =>
      page.evaluate(
        (layer) => window.openedMap.queryRenderedFeatures({ layers: [layer] }).map((feature) => feature.properties),
        layer,
      ),
    /** Through the door of the office, as anyone would; `path` is "officer" or "planner#/…". */
    enter: async (path, name, password) => {
      await open(path);
      await page.locator('#name').fill(name);
      await page.locator('#password').fill(password);
      await page.keyboard.press('Enter');
      await page.locator('.office-person').waitFor();
    },
    violations: async () => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run(document));
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
    },
  };
}
