// Half of the map's program runs beside the page. Its file is asked for together
// with the other half, which would otherwise name it only once it is there.

import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

export { workerUrl };

/** Into the browser's cache, where the map looks for it. */
export function fetchWorker(): void {
  fetch(workerUrl, { priority: 'low' }).catch(() => undefined);
}
