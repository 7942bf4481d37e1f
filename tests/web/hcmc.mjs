// Ho Chi Minh City of 2018 with the wards' people of 2019, made from the files of
// HOCGAN_DATA by the program's own commands, which takes a minute; HOCGAN_HCMC
// names one made before. Tests that need it are skipped by `run` where neither is.
//
// Nobody has lists of its pupils, seats, rooms and enrolment: simulate_pupils and
// simulate_planning draw them from the wards' people, always the same.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { HOCGAN, HOCGAN_HCMC, HOCGAN_DATA, SIMULATE_PUPILS, SIMULATE_PLANNING } = process.env;
/** Of a thousand people so many are of one age, and enter grade 1. */
const PER_MILLE = '16';
const SEED = '1';

/** The year into whose grade 1 the simulated pupils come. */
export const YEAR = 2026;

/** A ward of the middle, of 21,000 people. */
export const WARD = '26734';

const run = (...words) => execFileSync(HOCGAN, words, { stdio: ['ignore', 'ignore', 'pipe'] });

function makeHcmc(city) {
  const data = join(HOCGAN_DATA, 'hcmc');
  run('init', city, '--name', 'TP HCM', '--crs', 'EPSG:9210');
  run('import', city, 'wards', join(data, 'wards-2019.shp'), '--map', 'population=Pop_2019');
  run('import', city, 'osm', join(data, 'hcmc-2018.osm.pbf'));
  run('network', city, '--profile', 'walk', '--profile', 'motorbike');
}

function copyHcmc(city) {
  for (const end of ['.sqlite', '.network', '.tiles']) {
    const from = HOCGAN_HCMC.replace(/\.sqlite$/, end);
    if (existsSync(from)) copyFileSync(from, city.replace(/\.sqlite$/, end));
  }
}

/** The city in a folder of its own, which `remove` takes away. */
export function takeHcmc() {
  const folder = mkdtempSync(join(tmpdir(), 'hocgan-hcmc-'));
  const city = join(folder, 'city.sqlite');
  if (HOCGAN_HCMC) copyHcmc(city);
  else makeHcmc(city);
  return { folder, city, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes pupils.csv and capacity.csv (seats) into the folder. */
export function simulatePupils({ folder, city }) {
  execFileSync(SIMULATE_PUPILS, [city, PER_MILLE, 'primary', String(YEAR), SEED, folder], { stdio: 'ignore' });
}

/** Writes enrolment.csv, rooms.csv, ages.csv, sites.csv and indicators.csv into the folder. */
export function simulatePlanning({ folder, city }) {
  execFileSync(SIMULATE_PLANNING, [city, PER_MILLE, String(YEAR - 1), SEED, folder], { stdio: 'ignore' });
}

/** Notes with the test what a step took, and how long the page did not answer
    meanwhile; asserts nothing of it. */
export async function timed(t, page, what, act) {
  await page.evaluate(watchForSilence);
  const began = Date.now();
  await act();
  const silent = await page.evaluate(() => Math.round(Math.max(0, ...(window.silences ?? []))));
  t.diagnostic(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s, longest silence ${silent} ms`);
}

// Runs in the page: how long each task of 50 ms and more held it up from now on.
function watchForSilence() {
  window.silences = [];
  if (window.isWatched) return;
  window.isWatched = true;
  new PerformanceObserver((list) => window.silences.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
}
