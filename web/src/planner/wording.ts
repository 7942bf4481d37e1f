// What the planners’ page says of itself.

import { wordings, type Wording as AnyWording } from '../text/wording.ts';
import en from './text.en.json';
import vi from './text.vi.json';

type Own = keyof typeof vi;
export type Wording = AnyWording<Own>;

export const wordingIn = wordings<Own>({ vi, en });
