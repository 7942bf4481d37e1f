// The children of the officer's wards, read page by page and kept, so that
// filters, the map and the table answer at once. An office of a whole large city
// has more than a browser should hold: then only those of the ward, grade and
// year asked for are read.

import { CSRF } from '../../api/office.ts';
import type { LonLat } from '../../api/contract.ts';
import { answerOf, service } from '../../api/request.ts';
import type { Pupil } from './pupil.ts';

const PAGE = 1000;
export const MOST_PUPILS = 60_000;
/** The scope of everyone, as it is kept. */
const ALL = '{}';

export interface Scope {
  grade?: number;
  year?: number;
  ward?: string;
}

/** A child and the mark of how it was when read, by which a change is made. */
export interface PupilRead {
  pupil: Pupil;
  etag: string;
}

export class PupilBook extends EventTarget {
  pupils: Pupil[] = [];
  isLoading = false;
  /** There are more than were read. */
  isCut = false;
  /** Of which children those are that were read. */
  scope: Scope = {};
  private loaded = '';
  private run = 0;

  /** The officer may see others than those that were read. */
  get isPart(): boolean {
    return this.isCut || this.loaded !== ALL;
  }

  /** Reads what is not there yet; `change` says when there is more to show. */
  async load(scope: Scope, isAnew = false): Promise<void> {
    if (isAnew) this.loaded = '';
    const wanted = JSON.stringify(scope);
    const hasAll = () => this.loaded === ALL && !this.isCut;
    if (this.loaded === '') await this.read({});
    if (!hasAll() && this.loaded !== wanted) await this.read(scope);
  }

  find(id: string): Pupil | undefined {
    return this.pupils.find((pupil) => pupil.id === id);
  }

  replace(pupil: Pupil): void {
    this.pupils = this.pupils.map((one) => (one.id === pupil.id ? pupil : one));
    this.tell();
  }

  private tell(): void {
    this.dispatchEvent(new Event('change'));
  }

  private async read(scope: Scope): Promise<void> {
    const run = (this.run += 1);
    const read: Pupil[] = [];
    let after: string | null = null;
    this.loaded = JSON.stringify(scope);
    this.scope = scope;
    this.isLoading = true;
    this.isCut = false;
    try {
      do {
        const query: Scope & { limit: number; after?: string } = { ...scope, limit: PAGE, ...(after !== null && { after }) };
        const page = await answerOf(service.GET('/v1/pupils', { params: { query } }));
        if (run !== this.run) return;
        read.push(...page.pupils);
        after = page.next;
        this.pupils = read;
        if (after) this.dispatchEvent(new Event('progress'));
      } while (after && read.length < MOST_PUPILS);
      this.isCut = after !== null;
    } catch (error) {
      this.loaded = '';
      throw error;
    } finally {
      this.isLoading = false;
    }
    this.tell();
  }
}

function withTag({ data, response }: { data?: Pupil | undefined; response: Response }): PupilRead {
  return { pupil: data as Pupil, etag: response.headers.get('ETag') ?? '' };
}

export async function readPupil(pupil: string): Promise<PupilRead> {
  return withTag(await service.GET('/v1/pupils/{pupil}', { params: { path: { pupil } } }));
}

/** Throws a ServiceError that is a conflict when someone else was faster. */
export async function movePupil(pupil: string, etag: string, at: LonLat, address: string | null): Promise<PupilRead> {
  const params = { path: { pupil }, header: { ...CSRF, 'If-Match': etag } };
  return withTag(await service.PATCH('/v1/pupils/{pupil}', { params, body: { at, ...(address !== null && { address }) } }));
}
