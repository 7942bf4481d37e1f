// What a planner looks at: the city's years, its shortages, where to build, and
// how it stands by its indicators. Each is fetched when it is opened.

import type { Session } from '../api/office.ts';
import type { PartEntry } from '../office/office.ts';
import type { Language } from '../text/wording.ts';
import { wordingIn } from './wording.ts';

export function plannerParts(language: Language, _session: Session): PartEntry[] {
  const { say } = wordingIn(language);
  return [
    {
      name: 'siting',
      title: say('part_siting'),
      hint: say('part_siting_hint'),
      open: async (office) => (await import('./siting/siting_part.ts')).openSiting(office),
    },
  ];
}
