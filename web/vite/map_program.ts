// The map is built from its library's own source, not from what the library ships
// ready-made: that is a program for the page and one for the workers beside it,
// each with its copy of what both need, a third of all bytes a phone would fetch.
// From source it is two files, of which the workers run the smaller:
//
//     page ──► map_library ──► map_both ◄── workers
//
// (What only a worker does lies in the smaller too, and is no more than read by the
// page: it starts itself only where it finds itself in a worker.)

import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

export const MAP_SOURCE = fileURLToPath(new URL('../node_modules/maplibre-gl/src', import.meta.url));
export const MAP_WORKER = `${MAP_SOURCE}/source/worker.ts`;

/** How the library starts a worker, and how we do. */
const WORKER_START = `${MAP_SOURCE}/util/web_worker.ts`;
const OUR_START = fileURLToPath(new URL('../src/map/map_worker.ts', import.meta.url));

const ADDRESS = 'virtual:map-worker';
const INSIDE = `\0${ADDRESS}`;
const PROGRAM = 'virtual:map-worker-program';

/** The address of the workers' program, for `import address from 'virtual:map-worker'`. */
export function mapWorker(): Plugin {
  let isServing = false;
  return {
    name: 'map-worker',
    configResolved: ({ command }) => {
      isServing = command === 'serve';
    },
    resolveId: (id) => ({ [ADDRESS]: INSIDE, [PROGRAM]: MAP_WORKER })[id] ?? null,
    load(id) {
      if (id === WORKER_START) return `export { workerFactory } from '${OUR_START}';`;
      if (id !== INSIDE) return null;
      if (isServing) return `export default '/@fs${MAP_WORKER}';`;
      const chunk = this.emitFile({ type: 'chunk', id: MAP_WORKER });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
  };
}
