// What the part about contests says.

import { contestWordings, type ContestSentence } from '../../contest/wording.ts';
import type { CommonSentence, Wording as AnyWording } from '../../text/wording.ts';
import en from './text.en.json';
import vi from './text.vi.json';

type Own = keyof typeof vi | ContestSentence;
export type Sentence = Own | CommonSentence;
export type Wording = AnyWording<Own>;

export const wordingIn = contestWordings<keyof typeof vi>({ vi, en });
