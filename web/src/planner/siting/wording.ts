// What the siting part says.

import { wordings, type Wording as AnyWording } from '../../text/wording.ts';
import en from './text.en.json';
import vi from './text.vi.json';

export type Sentence = keyof typeof vi;
export type Wording = AnyWording<Sentence>;

export const wordingIn = wordings<Sentence>({ vi, en });
