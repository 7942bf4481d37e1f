// Which module goes into which file, where Rollup needs to be told. A browser asks
// six things at a time, and a phone waits a sixth of a second for each: the first
// page is few files, and nobody loads the map's who has no map.

import { fileURLToPath } from 'node:url';
import type { Rollup } from 'vite';
import { FIRST } from './first_script.ts';
import { MAP_SOURCE, MAP_WORKER } from './map_program.ts';

const PARENTS = fileURLToPath(new URL('../src/parents/main.ts', import.meta.url));

type ModuleInfo = Rollup.GetModuleInfo;

/** A module and all that it imports, at whatever remove. */
function importsOf(id: string, infoOf: ModuleInfo, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  infoOf(id)?.importedIds.forEach((imported) => importsOf(imported, infoOf, found));
  return found;
}

/** Of a page's modules, those that others use too. */
function sharedOf(ofPage: Set<string>, infoOf: ModuleInfo): Set<string> {
  const isOther = (id: string) => !ofPage.has(id) && !id.includes('.html');
  const shared = new Set<string>();
  for (const id of ofPage) if (infoOf(id)?.importers.some(isOther)) importsOf(id, infoOf, shared);
  return shared;
}

function chunkOf(infoOf: ModuleInfo): (id: string) => string | null {
  const ofWorker = importsOf(MAP_WORKER, infoOf);
  const ofFirst = importsOf(FIRST, infoOf);
  const shared = sharedOf(importsOf(PARENTS, infoOf), infoOf);
  return (id) => {
    if (id.startsWith('\0commonjs')) return 'helpers';
    if (ofWorker.has(id)) return 'map_both';
    if (id.startsWith(MAP_SOURCE)) return 'map_library';
    if (!shared.has(id)) return null;
    return ofFirst.has(id) ? 'asking' : 'common';
  };
}

export function chunks(): (id: string, meta: Rollup.ManualChunkMeta) => string | null {
  let find: ReturnType<typeof chunkOf> | null = null;
  return (id, { getModuleInfo }) => (find ??= chunkOf(getModuleInfo))(id);
}
