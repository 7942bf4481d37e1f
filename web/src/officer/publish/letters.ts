// Letters for the families of a school: one child a page, made here from the
// codes just given and kept nowhere. A new code ends the one before, so it is
// asked twice.

import type { components } from '../../api/openapi.d.ts';
import { CSRF } from '../../api/office.ts';
import { answerOf, service } from '../../api/request.ts';
import type { Route } from '../../api/contract.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { confirm } from '../../part/dialog.ts';
import { readRules } from '../placing/rules_box.ts';
import type { SchoolSeats } from '../placing/school_seats.ts';
import { readPupils, readWay } from '../pupils.ts';
import type { Round } from '../rounds.ts';
import { lettersView } from './letters_view.ts';
import type { Wording } from './wording.ts';

type Answer = components['schemas']['RoundLetters'];
export type Letter = Answer['letters'][number];

export interface Letters extends Omit<Answer, 'next'> {
  /** By the child's code. */
  ways: Map<string, Route>;
}

const AT_ONCE = 4;

async function giveCodes(round: Round, school: string, lang: 'vi' | 'en'): Promise<Answer> {
  const give = (after: string | null) =>
    answerOf(
      service.POST('/v1/rounds/{round}/codes', {
        params: { header: CSRF, path: { round: round.round }, query: { lang } },
        body: { school, ...(after && { after }) },
      }),
    );
  const all = await give(null);
  for (let next = all.next; next !== null; ) {
    const page = await give(next);
    all.letters.push(...page.letters);
    next = page.next;
  }
  return all;
}

/** The way of each child, a few at a time. */
async function readWays(round: Round, school: string, onWay: (n: number) => void): Promise<Map<string, Route>> {
  const { grade, year } = round;
  const [pupils, { text }] = await Promise.all([readPupils({ round: round.round, grade, year, school }), readRules(round.rules.checksum)]);
  const { profileOf } = await import('../placing/rules_words.ts');
  const profile = profileOf(text);
  const ways = new Map<string, Route>();
  const waiting = [...pupils];
  const work = async () => {
    for (let pupil = waiting.pop(); pupil; pupil = waiting.pop()) {
      const way = await readWay(pupil, profile);
      if (way) ways.set(pupil.id, way);
      onWay(ways.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return ways;
}

function agree(school: SchoolSeats, wording: Wording): Promise<boolean> {
  const content = [
    h('p', {}, wording.say('letters_what', { n: wording.count(school.placed), school: school.name })),
    h('p', {}, h('strong', {}, wording.say('letters_void'))),
    h('p', {}, wording.say('letters_kept')),
  ];
  return confirm({ title: wording.say('letters_title'), content, action: wording.say('letters_make') }, wording);
}

/** `show` puts the letters on the page, and null takes them away. */
export function openLetters(office: Office, wording: Wording, round: Round, school: SchoolSeats, show: (view: HTMLElement | null) => void): void {
  const make = async () => {
    if (!(await agree(school, wording))) return;
    const status = h('p', { class: 'placing-top', role: 'status', tabindex: -1 }, wording.say('letters_making'));
    show(status);
    const ways = await readWays(round, school.id, (n) => (status.textContent = wording.say('letters_ways', { n: wording.count(n) })));
    if (!status.isConnected) return; // left: no code is changed
    const answer = await giveCodes(round, school.id, office.language);
    show(lettersView(office, wording, { ...answer, ways }, () => show(null)));
  };
  make().catch((error: unknown) => {
    office.fail(error);
    show(null);
  });
}
