// The page of the API, opened as a developer would, against the real server.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './parent.mjs';
import { openTown } from './town.mjs';

const SLOW = { timeout: 180_000 };
const asked = [];
const complaints = [];
let town, browser, page;

before(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 } });
  context.on('request', (request) => asked.push(request.url()));
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const answer = await page.goto(`${town.address}/docs`);
  assert.equal(answer.status(), 200);
  await page.locator('.opblock').first().waitFor();
}, SLOW);

after(async () => {
  await browser?.close();
  town?.stop();
});

test('it lists every operation of the document, under its own title', SLOW, async () => {
  const document = await town.ask('/v1/openapi.json');
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).filter((key) => /^(get|put|post|patch|delete)$/.test(key)).map((method) => `${method} ${path}`),
  );
  const shown = await page.locator('.opblock').evaluateAll((blocks) =>
    blocks.map((block) =>
      [
        block.querySelector('.opblock-summary-method').textContent.toLowerCase(),
        block.querySelector('.opblock-summary-path').getAttribute('data-path'),
      ].join(' '),
    ),
  );
  assert.deepEqual([...new Set(shown)].sort(), operations.sort());
  assert.match(await page.locator('.info .title').textContent(), /Học Gần/);
});

test('a question can be tried, and its answer is shown', SLOW, async () => {
  const block = page.locator('#operations-city-getCity');
  await block.locator('.opblock-summary').click();
  await block.locator('.try-out__btn').click();
  await block.locator('.execute').click();
  await block.locator('.live-responses-table .response-col_status').first().waitFor();
  const city = await town.ask('/v1/city');
  const shown = JSON.parse(await block.locator('.live-responses-table .highlight-code code').first().textContent());
  assert.equal(shown.name, city.name);
});

test('it asks nobody but this server, and nothing goes wrong', SLOW, () => {
  const others = asked.filter((address) => !/^(data|blob):/.test(address) && !address.startsWith(town.address));
  assert.deepEqual(others, []);
  assert.deepEqual(complaints, []);
});
