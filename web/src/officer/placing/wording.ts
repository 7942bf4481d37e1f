// What the steps of placing and publishing say.

import { wordings, type Wording as AnyWording } from '../../text/wording.ts';
import en from './text.en.json';
import vi from './text.vi.json';

type Own = keyof typeof vi;
export type Wording = AnyWording<Own>;

export const wordingIn = wordings<Own>({ vi, en });

/** "1,24 km", or minutes by rules that measure time; a dash where nobody goes. */
export function wayOf(metres: number | null | undefined, seconds: number | null | undefined, wording: Wording): string {
  if (typeof metres === 'number') return wording.distance(metres);
  return typeof seconds === 'number' ? wording.duration(seconds) : '–';
}
