// What the page needs of the service, asked before the rest of its program is there
// (vite/first_script.ts): the city and, where the address is a link with a home in it,
// the schools near it.

import type { City } from '../api/contract.ts';
import { readCity } from '../api/service.ts';
import { askNearest, type Answer } from './answer.ts';
import { parseQuestion } from './question.ts';

export interface First {
  city: Promise<City>;
  answer: Promise<Answer> | null;
}

export function askFirst(): First {
  const question = parseQuestion(location.hash);
  const city = readCity();
  const answer = question.at && askNearest(question, new AbortController().signal);
  // Whoever waits for them hears that they failed.
  for (const asked of [city, answer]) asked?.catch(() => undefined);
  return { city, answer };
}

export const first = askFirst();
