// What the page needs of the service, asked before the rest of its program is there
// (vite/first_script.ts): the city and, where the address is a link with a home in it,
// the schools near it.

import type { City } from '../api/contract.ts';
import { readCity } from '../api/service.ts';
import { startMapWorker } from '../map/map_worker.ts';
import { askNearest, type Answer } from './answer.ts';
import { pause } from './pause.ts';
import { parseQuestion } from './question.ts';

export interface First {
  city: Promise<City>;
  answer: Promise<Answer> | null;
  map: Promise<MapProgram>;
}

export type MapProgram = typeof import('./map/map_view.ts');

// How long the first half of the map's program has the line for itself.
const HEAD_START_MS = 400;

// The line to a phone is idle while it writes the list. When the first answer is
// here the others are nearly, so the map's program no longer keeps them waiting;
// the half that starts by itself comes first.
function sendForMap(city: Promise<City>): Promise<MapProgram> {
  const worker = city.then(startMapWorker);
  return Promise.race([worker, city.then(() => pause(HEAD_START_MS))]).then(() => import('./map/map_view.ts'));
}

export function askFirst(): First {
  const question = parseQuestion(location.hash);
  const city = readCity();
  const answer = question.at && askNearest(question, new AbortController().signal);
  // Whoever waits for them hears that they failed.
  const map = sendForMap(city);
  for (const asked of [city, answer, map]) asked?.catch(() => undefined);
  return { city, answer, map };
}

export const first = askFirst();
