// What the steps of the officers' page are called.

import { wordings } from '../text/wording.ts';
import en from './text.en.json';
import vi from './text.vi.json';

export const stepWordingIn = wordings<keyof typeof vi>({ vi, en });
