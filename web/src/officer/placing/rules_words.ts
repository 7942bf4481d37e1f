// A rule file in plain words: what decides, one sentence after another. The file
// itself stands beside it and is what counts.

import { parse } from 'yaml';
import type { Profile } from '../../api/contract.ts';
import type { Wording } from './wording.ts';

type Conditions = 'sibling_at_school' | 'lives_in_ward' | 'previous_school_in_ward' | 'parent_works_in_ward' | 'everyone';

/** The part of a rule file that is said in words; geodata/rules/README.md has all of it. */
interface RuleFile {
  measure?: { profile?: Profile; weight?: 'distance' | 'time' };
  cap?: string;
  seats?: { from?: 'table' | 'classes'; class_cap?: number };
  groups?: { name?: string; any_of?: Conditions[] }[];
  siblings_together?: string | boolean;
  wishes?: { number?: number; only?: string | boolean };
  scores?: string | boolean;
  reserved?: unknown[];
  exceptions?: unknown[];
}

const isYes = (answer: string | boolean | undefined) => answer === true || answer === 'yes';

export function readRuleFile(text: string): RuleFile {
  const file: unknown = parse(text);
  return typeof file === 'object' && file !== null ? file : {};
}

export function profileOf(text: string): Profile {
  return readRuleFile(text).measure?.profile ?? 'walk';
}

function groupWords(groups: RuleFile['groups'], wording: Wording): string[] {
  return (groups ?? []).map(({ name = '', any_of = [] }, n) => {
    const conditions = any_of.map((condition) => wording.say(`rule_if_${condition}`)).join(wording.say('rule_or'));
    return wording.say('rule_group', { n: n + 1, name, conditions });
  });
}

export interface RuleWords {
  sentences: string[];
  groups: string[];
}

export function ruleWords(text: string, wording: Wording): RuleWords {
  const { measure, cap, seats, groups, siblings_together, wishes, scores, reserved, exceptions } = readRuleFile(text);
  const by = wording.by(measure?.profile ?? 'walk');
  const wished = wishes?.number ?? 0;
  const sentences = [
    wording.say(measure?.weight === 'time' ? 'rule_time' : 'rule_distance', { by }),
    !cap || cap === 'none' ? wording.say('rule_no_cap') : wording.say('rule_cap', { cap: String(cap) }),
    wording.say(seats?.from === 'classes' ? 'rule_seats_classes' : 'rule_seats_table', { n: seats?.class_cap ?? 0 }),
    wording.say(isYes(scores) ? 'rule_scores' : 'rule_nearer_first'),
    wished === 0 ? wording.say('rule_no_wishes') : wording.say(isYes(wishes?.only) ? 'rule_wishes_only' : 'rule_wishes', { n: wished }),
    wording.say(isYes(siblings_together) ? 'rule_siblings' : 'rule_no_siblings'),
    (reserved?.length ?? 0) > 0 && wording.say('rule_reserved', { n: reserved?.length ?? 0 }),
    (exceptions?.length ?? 0) > 0 && wording.say('rule_exceptions', { n: exceptions?.length ?? 0 }),
  ];
  return { sentences: sentences.filter((one): one is string => Boolean(one)), groups: groupWords(groups, wording) };
}
