// The steps of a round of admission, in their order: data, zones, places,
// publication, and the contests that follow. Each is fetched when it is opened.

import type { Session } from '../api/office.ts';
import type { PartEntry } from '../office/office.ts';
import type { Language } from '../text/wording.ts';

export function officerParts(_language: Language, _session: Session): PartEntry[] {
  return [];
}
