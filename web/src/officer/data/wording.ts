// What the step "Dữ liệu" says.

import { wordings, type CommonSentence, type Wording as AnyWording } from '../../text/wording.ts';
import en from './text.en.json';
import vi from './text.vi.json';

type Own = keyof typeof vi;
export type Sentence = Own | CommonSentence;
export type Wording = AnyWording<Own>;

export const wordingIn = wordings<Own>({ vi, en });
