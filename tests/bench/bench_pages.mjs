// How soon the parents' page answers on a cheap phone: Chromium with a CPU four
// times slower, 1.6 Mbit/s down and 150 ms to the server. Prints a line a city,
// the best and the median of the rounds:
//
//     bench_pages  Thành phố Mẫu  rounds=5  suggestions 210/240 ms  list 900/1010 ms  map 2900/3100 ms  load=0.5 stolen=1.2%
//     bench_pages  bytes before the map  gzip 34.1 KB, with fonts 78.0 KB  (html 0.6, scripts 25.0, styles 6.5, answers 2.0)
//
//     node tests/bench/bench_pages.mjs [CITY.sqlite] [ROUNDS]
//
// `suggestions`: from the last letter typed to the list (the pause for typing
// included); `list`: from opening a link with a home in it, nothing kept from
// before, to the schools; `map`: to a map that is of use. That is one that stands
// where the home is, close enough to tell the schools apart, with every street in
// sight drawn, the pin of the home and the schools of the answer on it; and that
// follows a finger, which is tried. (Names, numbers and further schools come a little
// later.)
//
// Without a CITY, a made-up one. The server and the browser share this machine, so
// its load counts, and what its host took of it: both are printed. The network is
// slow for the page and its workers, the CPU for the page's own thread; drawing is
// by software, as there is no graphics card. HOCGAN and HOCGAN_SOURCE as for the
// tests of the pages.

import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { openBrowser, PHONE } from '../web/parent.mjs';
import { openCity, openTown } from '../web/town.mjs';

const SLOWER_CPU = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
// Who looks only at the list does without these.
const MAP_PROGRAM = '/assets/(map_|seat_ring|pin|helpers|worker)';
const MAP_PART = new RegExp(`${MAP_PROGRAM}|/tiles/`);
const [given, rounds = '5'] = process.argv.slice(2);

// Runs in the page before its own scripts: notes when what is waited for comes.
function noteTimes() {
  window.times = {};
  const note = (name, at = performance.now()) => (window.times[name] ??= at);
  // Typing ends what was asked for fewer letters: a list written after it is for all of them.
  const isListWritten = ({ target, addedNodes }) => target.id === 'suggestions' && addedNodes.length > 0;
  new MutationObserver((changes) => {
    if (document.querySelectorAll('.schools .card').length >= 5) note('list');
    if (changes.some(isListWritten)) note('suggestions');
  }).observe(document, { childList: true, subtree: true });
  const isSighted = (map, layers, n) => map.queryRenderedFeatures({ layers }).length >= n;
  const areApart = (map) => {
    const { features } = map.getStyle().sources.answer.data;
    const [xs, ys] = ['x', 'y'].map((axis) => features.map(({ geometry }) => map.project(geometry.coordinates)[axis]));
    const spread = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
    return features.length >= 5 && spread > 100;
  };
  const isOfUse = (map) =>
    ['base', 'answer'].every((source) => map.getSource(source) && map.isSourceLoaded(source)) &&
    areApart(map) &&
    document.querySelector('#home-pin') !== null &&
    isSighted(map, ['answer'], 5) &&
    isSighted(map, map.getLayersOrder().filter((id) => id.startsWith('street')), 20);
  const look = (map, drawn) => window.times.map || (isOfUse(map) && note('map', drawn));
  document.addEventListener('map-opened', ({ detail: map }) => {
    window.openedMap = map;
    map.on('render', () => look(map, performance.now()));
  });
  const typed = () => {
    delete window.times.suggestions;
    window.times.typed = performance.now();
  };
  document.addEventListener('input', typed, true);
}

// A desktop's browser dresses each new window with pages of its own, for a second:
// that is none of a phone's.
const WINDOW_MS = 1500;

async function sitDown(browser) {
  const context = await browser.newContext({ ...PHONE, locale: 'vi-VN' });
  await context.addInitScript(noteTimes);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.waitForTimeout(WINDOW_MS);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU });
  return { context, page, devtools };
}

// Runs in the page: what was asked for before the list stood there, by kind, but for
// the map's own program, which is on its way by then.
function bytesBeforeList(mapProgram) {
  const kindOf = ({ name }) =>
    /\.js$/.test(name) ? 'scripts' : /\.css$/.test(name) ? 'styles' : /\.woff2$/.test(name) ? 'fonts' : 'answers';
  const bytes = { html: performance.getEntriesByType('navigation')[0].transferSize, scripts: 0, styles: 0, fonts: 0, answers: 0 };
  for (const entry of performance.getEntriesByType('resource'))
    if (!new RegExp(mapProgram).test(entry.name) && (entry.startTime < window.times.list || entry.name.endsWith('.woff2'))) bytes[kindOf(entry)] += entry.transferSize;
  return bytes;
}

const middle = (page) => page.evaluate(() => window.openedMap.getCenter().toArray().join());

// A finger moves over the map, between the question above and the answer below.
async function dragMap(page, devtools) {
  const before = await middle(page);
  const [x, y] = [100, 330];
  const touch = (type, ...touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', { x, y });
  for (const step of [10, 20, 40]) await touch('touchMove', { x: x + step, y: y + step });
  await touch('touchEnd');
  await page.waitForFunction((before) => window.openedMap.getCenter().toArray().join() !== before, before);
}

async function measureLoad(browser, link) {
  const { context, page, devtools } = await sitDown(browser);
  await page.goto(link, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.times.map && window.times.list);
  await dragMap(page, devtools);
  const { list, map } = await page.evaluate(() => window.times);
  const bytes = await page.evaluate(bytesBeforeList, MAP_PROGRAM);
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

// Hundredths of a second since the machine began: all, and those its host kept for others.
function clock() {
  const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/);
  return { all: ticks.slice(0, 8).reduce((sum, n) => sum + Number(n), 0), stolen: Number(ticks[7]) };
}

const town = given ? await openCity(given) : await openTown();
const browser = await openBrowser();
try {
  const { name } = await town.ask('/v1/city');
  const { results } = await town.ask('/v1/search', { q: 'Nguyễn', limit: 20 });
  const street = results.find(({ kind }) => kind === 'street') ?? results[0];
  const link = `${town.address}/#/?at=${street.at.map((degrees) => degrees.toFixed(6))}&level=primary`;
  const begun = clock();
  const loads = [];
  const typings = [];
  for (let round = 0; round < Number(rounds); round++) {
    loads.push(await measureLoad(browser, link));
    typings.push(await measureTyping(browser, town.address, street.name.slice(0, 9)));
  }
  const [lists, maps] = ['list', 'map'].map((what) => loads.map((load) => load[what]));
  const ended = clock();
  const stolen = ((100 * (ended.stolen - begun.stolen)) / (ended.all - begun.all)).toFixed(1);
  const { html, scripts, styles, fonts, answers } = loads.at(-1).bytes;
  console.log(
    `bench_pages  ${name}  rounds=${rounds}  suggestions ${bestAndMedian(typings)}  list ${bestAndMedian(lists)}` +
      `  map ${bestAndMedian(maps)}  load=${loadavg()[0].toFixed(1)} stolen=${stolen}%`,
  );
  console.log(
    `bench_pages  bytes before the map  gzip ${kb(html + scripts + styles + answers)} KB, with fonts ${kb(html + scripts + styles + answers + fonts)} KB` +
      `  (html ${kb(html)}, scripts ${kb(scripts)}, styles ${kb(styles)}, fonts ${kb(fonts)}, answers ${kb(answers)})`,
  );
} finally {
  await browser.close();
  town.stop();
}
