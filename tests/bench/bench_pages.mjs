// How soon the parents' page answers on a cheap phone: Chromium with a CPU four
// times slower, 1.6 Mbit/s down and 150 ms to the server. Prints a line a city,
// the best and the median of the rounds:
//
//     bench_pages  Thành phố Mẫu  rounds=5  suggestions 210/240 ms  list 900/1010 ms  map 2900/3100 ms  load=0.5
//     bench_pages  bytes before the map  gzip 34.1 KB, with fonts 78.0 KB  (html 0.6, scripts 25.0, styles 6.5, answers 2.0)
//
//     node tests/bench/bench_pages.mjs [CITY.sqlite] [ROUNDS]
//
// `suggestions`: from the last letter typed to the list (the pause for typing
// included); `list`: from opening a link with a home in it, nothing kept from
// before, to the schools; `map`: to a map that can be dragged. Without a CITY, a
// made-up one. The server and the browser share this machine, so its load counts:
// it is printed too. HOCGAN and HOCGAN_SOURCE as for the tests of the pages.

import { loadavg } from 'node:os';
import { openBrowser, PHONE } from '../web/parent.mjs';
import { openCity, openTown } from '../web/town.mjs';

const SLOWER_CPU = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
// Who looks only at the list does without these; the page itself still needs the
// few bytes that name the worker's file.
const MAP_PART = /\/assets\/(map_view|city_map)|\/tiles\//;
const [given, rounds = '5'] = process.argv.slice(2);

// Runs in the page before its own scripts: notes when what is waited for comes.
function noteTimes() {
  window.times = {};
  const note = (name) => (window.times[name] ??= performance.now());
  // Typing ends what was asked for fewer letters: a list written after it is for all of them.
  const isListWritten = ({ target, addedNodes }) => target.id === 'suggestions' && addedNodes.length > 0;
  new MutationObserver((changes) => {
    if (document.querySelectorAll('.schools .card').length >= 5) note('list');
    if (changes.some(isListWritten)) note('suggestions');
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener('map-opened', ({ detail }) => detail.once('load', () => note('map')));
  const typed = () => {
    delete window.times.suggestions;
    window.times.typed = performance.now();
  };
  document.addEventListener('input', typed, true);
}

async function sitDown(browser) {
  const context = await browser.newContext({ ...PHONE, locale: 'vi-VN' });
  await context.addInitScript(noteTimes);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU });
  return { context, page, devtools };
}

// Runs in the page: what was asked for before the list stood there, by kind. The
// map and its library are asked for after it.
function bytesBeforeList() {
  const kindOf = ({ name }) =>
    /\.js$/.test(name) ? 'scripts' : /\.css$/.test(name) ? 'styles' : /\.woff2$/.test(name) ? 'fonts' : 'answers';
  const bytes = { html: performance.getEntriesByType('navigation')[0].transferSize, scripts: 0, styles: 0, fonts: 0, answers: 0 };
  for (const entry of performance.getEntriesByType('resource'))
    if (entry.startTime < window.times.list || entry.name.endsWith('.woff2')) bytes[kindOf(entry)] += entry.transferSize;
  return bytes;
}

async function measureLoad(browser, link) {
  const { context, page } = await sitDown(browser);
  await page.goto(link, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.times.map && window.times.list);
  const { list, map } = await page.evaluate(() => window.times);
  const bytes = await page.evaluate(bytesBeforeList);
  await context.close();
  return { list, map, bytes };
}

async function measureTyping(browser, address, text) {
  const { context, page } = await sitDown(browser);
  await page.route(MAP_PART, (route) => route.abort());
  await page.goto(address);
  await page.locator('#home').pressSequentially(text, { delay: 90 });
  await page.waitForFunction((text) => document.querySelector('#home').value === text && window.times.suggestions, text);
  const { typed, suggestions } = await page.evaluate(() => window.times);
  await context.close();
  return suggestions - typed;
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1];
const bestAndMedian = (numbers) => `${Math.min(...numbers).toFixed(0)}/${median(numbers).toFixed(0)} ms`;
const kb = (bytes) => (bytes / 1000).toFixed(1);

const town = given ? await openCity(given) : await openTown();
const browser = await openBrowser();
try {
  const { name } = await town.ask('/v1/city');
  const { results } = await town.ask('/v1/search', { q: 'Nguyễn', limit: 20 });
  const street = results.find(({ kind }) => kind === 'street') ?? results[0];
  const link = `${town.address}/#/?at=${street.at.map((degrees) => degrees.toFixed(6))}&level=primary`;
  const loads = [];
  const typings = [];
  for (let round = 0; round < Number(rounds); round++) {
    loads.push(await measureLoad(browser, link));
    typings.push(await measureTyping(browser, town.address, street.name.slice(0, 9)));
  }
  const [lists, maps] = ['list', 'map'].map((what) => loads.map((load) => load[what]));
  const { html, scripts, styles, fonts, answers } = loads.at(-1).bytes;
  console.log(
    `bench_pages  ${name}  rounds=${rounds}  suggestions ${bestAndMedian(typings)}  list ${bestAndMedian(lists)}` +
      `  map ${bestAndMedian(maps)}  load=${loadavg()[0].toFixed(1)}`,
  );
  console.log(
    `bench_pages  bytes before the map  gzip ${kb(html + scripts + styles + answers)} KB, with fonts ${kb(html + scripts + styles + answers + fonts)} KB` +
      `  (html ${kb(html)}, scripts ${kb(scripts)}, styles ${kb(styles)}, fonts ${kb(fonts)}, answers ${kb(answers)})`,
  );
} finally {
  await browser.close();
  town.stop();
}
