// What a planner looks at: the city's years, its shortages, where to build, and
// how it stands by its indicators. Each is fetched when it is opened.

import type { Session } from '../api/office.ts';
import type { PartEntry } from '../office/office.ts';
import type { Language } from '../text/wording.ts';

export function plannerParts(_language: Language, _session: Session): PartEntry[] {
  return [];
}
