// What the step of publishing says; it shares the words of placing.

import { wordings, type Wording as AnyWording } from '../../text/wording.ts';
import placingEn from '../placing/text.en.json';
import placingVi from '../placing/text.vi.json';
import en from './text.en.json';
import vi from './text.vi.json';

type Own = keyof typeof vi | keyof typeof placingVi;
export type Wording = AnyWording<Own>;

export const wordingIn = wordings<Own>({ vi: { ...placingVi, ...vi }, en: { ...placingEn, ...en } });
