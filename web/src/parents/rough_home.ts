// A home known only by its street or its ward lies anywhere on it. The question
// says so, so that the parent is told to bring the pin to the house.

import type { Place } from '../api/contract.ts';
import type { Question } from './question.ts';
import type { Wording } from './wording.ts';

const HOUSE_NUMBER = /^\s*(?:(?:số|so|hẻm|hem|ngõ|ngo|nhà|nha)\s+)*(\d[\d/a-z-]*)\s/i;
const NO_NUMBER = 'street';

// "Hẻm 565 Nguyễn Trãi" and "Đường số 12" have been found with their numbers.
function numberMissed(place: Place, typed: string): string | null {
  const number = HOUSE_NUMBER.exec(typed)?.[1];
  return number && !place.name.includes(number) ? number : null;
}

/** Where home is by a suggestion that was chosen for what was typed. */
export function homeAt(place: Place, typed: string): Pick<Question, 'at' | 'place' | 'rough'> {
  const isRough = place.kind === 'street' || place.kind === 'ward';
  // A street goes through many wards; a ward's name is said with its district's already.
  const name = place.kind === 'street' && place.detail ? `${place.name}, ${place.detail}` : place.name;
  return { at: place.at, place: name, rough: isRough ? (numberMissed(place, typed) ?? NO_NUMBER) : null };
}

/** What to do about it; or else, that the pin can be dragged. */
export function pinHint({ rough }: Question, wording: Wording): string {
  if (rough === null) return wording.say('drag_hint');
  return rough === NO_NUMBER ? wording.say('rough_hint') : wording.say('rough_number_hint', { number: rough });
}
