// What the page needs, asked before the rest of its program is there
// (vite/first_script.ts): the city and, where the address is a link with a home in it,
// the schools near it; and behind them, when nothing of the list has to wait for it,
// all that the map is made of, which takes a phone some seconds.

import type { City } from '../api/contract.ts';
import { readCity } from '../api/service.ts';
import { askNearest, type Answer } from './answer.ts';
import { readGround, type Ground } from './map/ground.ts';
import { parseQuestion } from './question.ts';

export interface MapParts {
  program: typeof import('./map/map_view.ts');
  ground: Ground;
}

export interface First {
  city: Promise<City>;
  answer: Promise<Answer> | null;
  map: Promise<MapParts>;
}

async function fetchMap(): Promise<MapParts> {
  const [program, ground] = await Promise.all([import('./map/map_view.ts'), readGround()]);
  return { program, ground };
}

export function askFirst(): First {
  const question = parseQuestion(location.hash);
  const city = readCity();
  const answer = question.at && askNearest(question, new AbortController().signal);
  const map = Promise.allSettled([city, answer]).then(fetchMap);
  // Whoever waits for them hears that they failed.
  for (const asked of [city, answer, map]) asked?.catch(() => undefined);
  return { city, answer, map };
}

export const first = askFirst();
