// What families and officers both say of contests.

import type { Language } from '../text/wording.ts';
import { wordings, type CommonSentence, type Wording as AnyWording } from '../text/wording.ts';
import en from './text.en.json';
import vi from './text.vi.json';

export type ContestSentence = keyof typeof vi;
export type Sentence = ContestSentence | CommonSentence;
export type Wording = AnyWording<ContestSentence>;

/** Of a page that talks about contests and has sentences of its own. */
export function contestWordings<Own extends string>(own: Record<Language, Record<Own, string>>) {
  return wordings<Own | ContestSentence>({
    vi: { ...vi, ...own.vi } as Record<Own | ContestSentence, string>,
    en: { ...en, ...own.en } as Record<Own | ContestSentence, string>,
  });
}
