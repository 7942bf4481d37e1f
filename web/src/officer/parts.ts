// The steps of a round of admission, in their order: data, zones, places,
// publication, and the contests that follow. Each is fetched when it is opened.

import type { Session } from '../api/office.ts';
import type { PartEntry } from '../office/office.ts';
import type { Language } from '../text/wording.ts';
import { stepWordingIn } from './wording.ts';

export function officerParts(language: Language, session: Session): PartEntry[] {
  const wording = stepWordingIn(language);
  const isOfRounds = session.role !== 'planner'; // who sees rounds of placing
  const data: PartEntry = {
    name: 'data',
    title: wording.say('step_data'),
    hint: wording.say('step_data_hint'),
    open: async (office) => (await import('./data/data_part.ts')).openData(office),
  };
  const zones: PartEntry = {
    name: 'zones',
    title: wording.say('step_zones'),
    hint: wording.say('step_zones_hint'),
    open: async (office) => (await import('./zones/zones.ts')).openZones(office),
  };
  const placing: PartEntry = {
    name: 'placing',
    title: wording.say('step_placing'),
    hint: wording.say('step_placing_hint'),
    open: async (office) => (await import('./placing/part.ts')).openPlacing(office),
  };
  const publish: PartEntry = {
    name: 'publish',
    title: wording.say('step_publish'),
    hint: wording.say('step_publish_hint'),
    open: async (office) => (await import('./publish/part.ts')).openPublish(office),
  };
  const contests: PartEntry = {
    name: 'contests',
    title: wording.say('step_contests'),
    hint: wording.say('step_contests_hint'),
    open: async (office) => (await import('./contests/contests_part.ts')).openContests(office),
  };
  return isOfRounds ? [data, zones, placing, publish, contests] : [data, zones, contests];
}
