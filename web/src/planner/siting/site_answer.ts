// What a siting job answers: the JSON of `hocgan site --json`.

import type { Level, LonLat } from '../../api/contract.ts';
import type { Job } from '../../api/office.ts';

export interface Measures {
  pupils: number;
  seated: number;
  over_cap: number;
  unseated: number;
  mean_way_m: number;
  cost: number;
}

export interface Spot {
  kind: 'site' | 'school';
  id: string;
  name: string;
  ward: string | null;
  at: LonLat;
  rooms: number;
}

export interface SiteChoice extends Spot {
  seated_more: number;
  way_m_less: number;
}

export interface SiteChange extends Spot {
  change: 'close' | 'add_rooms' | 'open';
}

export interface SiteYear {
  year: number;
  before: Measures;
  after: Measures;
  rooms_per_10000: { before: number | null; after: number | null };
}

export interface SiteAnswer {
  level: Level;
  year: number;
  cap_m: number;
  sites: 'imported' | 'units';
  /** Of a suggestion: */
  before?: Measures;
  after?: Measures;
  choices?: SiteChoice[];
  bound_outside?: number;
  gap?: number;
  rooms_per_10000?: SiteYear['rooms_per_10000'];
  /** Of changes: */
  changes?: SiteChange[];
  years?: SiteYear[];
  rooms_unknown: string[];
}

/** Null where the job is of another kind or has not ended well. */
export function siteAnswerOf(job: Job): SiteAnswer | null {
  if (job.kind !== 'site' || job.state !== 'done' || typeof job.result !== 'object' || job.result === null) return null;
  return job.result as unknown as SiteAnswer;
}

export function outside(measures: Measures): number {
  return measures.over_cap + measures.unseated;
}
