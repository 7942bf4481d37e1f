// What works beside the map: reads tiles and lays out what is in them. Starting it
// takes a phone a quarter of a second in which the page must not be busy, so a page
// in a hurry starts it while the rest of the map's program is on its way.
//
// The library is built with this in place of its own way to start one (vite/map_program.ts).

import address from 'virtual:map-worker';

let early: Worker | null = null;
let isAskedFor = false;

function start(): Worker {
  return new Worker(address, { type: 'module' });
}

/** Sends for the worker's program, which is half of the map's, and starts it. */
export async function startMapWorker(): Promise<void> {
  await import('virtual:map-worker-program');
  if (!isAskedFor) early = start();
}

/** As the library asks for it: the one started already, or another. */
export function workerFactory(): Promise<Worker> {
  const worker = early ?? start();
  early = null;
  isAskedFor = true;
  return Promise.resolve(worker);
}
