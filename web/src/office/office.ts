// What every part of the signed-in pages is given.

import type { City } from '../api/contract.ts';
import type { Session } from '../api/office.ts';
import type { Address } from '../part/address.ts';
import type { Language } from '../text/wording.ts';
import type { JobDesk } from './jobs.ts';

export interface Office {
  city: City;
  session: Session;
  language: Language;
  jobs: JobDesk;
  address(): Address;
  /** Changes what this part shows; `isStep` (usual) leaves a place to come back to. */
  go(values: Record<string, string>, isStep?: boolean): void;
  /** One line at the foot of the page, read aloud; with an action, as to undo. */
  say(sentence: string, action?: { label: string; act(): void }): void;
  /** Says what went wrong with something that was tried; asks to sign in again where that is why. */
  fail(error: unknown): void;
}

/** A part of a page, opened when its name is in the address. */
export interface Part {
  element: HTMLElement;
  /** The address has changed, the part has not. */
  follow?(): void;
  close?(): void;
}

export interface PartEntry {
  name: string;
  title: string;
  /** Small words under the title: what is to be done there. */
  hint?: string;
  open(office: Office): Promise<Part>;
}
