// Who changes between two rounds: first the numbers, then ward by ward, then the
// officer's own pupils one by one.

import type { components } from '../../api/openapi.d.ts';
import { answerOf, service } from '../../api/request.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { table } from '../../part/table.ts';
import { methodOf, readPools, type Round } from '../rounds.ts';
import type { ViewOf } from './part.ts';
import { wayOf, type Wording } from './wording.ts';

type RoundDiff = components['schemas']['RoundDiff'];
type Changed = RoundDiff['pupils'][number];
type WardCounts = RoundDiff['summary']['wards'][number];

const COUNTS = ['moved', 'longer', 'shorter', 'newly_placed', 'newly_unplaced', 'newly_over_cap', 'no_longer_over_cap'] as const;

function roundName(round: Round, wording: Wording): string {
  const name = wording.say(`method_${methodOf(round)}`);
  return `${name} – ${wording.moment(round.made_at)}${round.state === 'draft' ? '' : ` (${wording.say(round.state)})`}`;
}

function pick(name: 'before' | 'round', label: string, chosen: string, rounds: Round[], office: Office, wording: Wording): HTMLElement {
  const select = h(
    'select',
    { class: 'field-input', id: `pick-${name}`, onchange: () => office.go({ [name]: select.value }) },
    ...rounds.map((one) => h('option', { value: one.round, selected: one.round === chosen }, roundName(one, wording))),
  );
  return h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), select);
}

function counts({ summary }: RoundDiff, wording: Wording): HTMLElement {
  const facts = COUNTS.map((name) =>
    h('div', { class: 'fact', 'data-count': name }, h('dt', {}, wording.say(`diff_${name}`)), h('dd', {}, wording.count(summary.all[name]))),
  );
  return h('dl', { class: 'facts' }, ...facts);
}

function wardTable({ summary }: RoundDiff, wording: Wording): HTMLElement {
  const shown = table<WardCounts>(
    {
      caption: wording.say('diff_wards'),
      key: ({ name }) => name,
      empty: wording.say('diff_none'),
      file: 'doi-truong-theo-phuong.csv',
      columns: [
        { name: 'ward', title: wording.say('ward'), value: ({ name }) => name, width: '2fr' },
        { name: 'pupils', title: wording.say('pupils'), value: ({ pupils }) => pupils, show: ({ pupils }) => wording.count(pupils), isNumber: true, width: '6rem' },
        ...COUNTS.slice(0, 3).map((name) => ({
          name,
          title: wording.say(`diff_${name}`),
          value: (row: WardCounts) => row[name],
          show: (row: WardCounts) => wording.count(row[name]),
          isNumber: true,
          width: '7rem',
        })),
      ],
    },
    wording,
  );
  shown.show(summary.wards.filter(({ moved, longer, shorter }) => moved + longer + shorter > 0));
  shown.sort('moved', true);
  return h('section', { class: 'diff-part' }, h('h2', {}, wording.say('diff_wards')), shown.element);
}

function pupilTable(diff: RoundDiff, names: Map<string, string>, office: Office, wording: Wording): HTMLElement {
  const school = (id: string | null) => (id === null ? wording.say('nowhere') : (names.get(id) ?? id));
  const difference = ({ way_before_m, way_after_m }: Changed) =>
    typeof way_before_m === 'number' && typeof way_after_m === 'number' ? Math.round(way_after_m - way_before_m) : null;
  const shown = table<Changed>(
    {
      caption: wording.say('diff_pupils'),
      key: ({ pupil }) => pupil,
      empty: wording.say('diff_none'),
      file: 'hoc-sinh-doi-truong.csv',
      onChoose: ({ pupil, school_after }) => office.go({ view: 'schools', school: school_after ?? '', pupil }),
      columns: [
        { name: 'pupil', title: wording.say('pupil_code'), value: ({ pupil }) => pupil, width: '8rem' },
        { name: 'before', title: wording.say('diff_before'), value: (row) => school(row.school_before), width: '2fr' },
        { name: 'way_before', title: wording.say('way'), value: (row) => row.way_before_m ?? row.way_before_s, show: (row) => wayOf(row.way_before_m, row.way_before_s, wording), isNumber: true, width: '6rem' },
        { name: 'after', title: wording.say('diff_after'), value: (row) => school(row.school_after), width: '2fr' },
        { name: 'way_after', title: wording.say('way'), value: (row) => row.way_after_m ?? row.way_after_s, show: (row) => wayOf(row.way_after_m, row.way_after_s, wording), isNumber: true, width: '6rem' },
        { name: 'difference', title: wording.say('diff_difference'), value: difference, show: (row) => (difference(row) === null ? '–' : wording.say('metres', { n: wording.change(difference(row) ?? 0) })), isNumber: true, width: '7rem' },
      ],
    },
    wording,
  );
  shown.show(diff.pupils);
  const others = diff.others > 0 && h('p', { class: 'field-hint' }, wording.say('diff_others', { n: wording.count(diff.others) }));
  return h('section', { class: 'diff-part' }, h('h2', {}, wording.say('diff_pupils')), shown.element, others);
}

export function diffView(office: Office, wording: Wording): ViewOf {
  const element = h('div', { class: 'sheet-page' });
  let asked = '';

  async function show(before: Round, after: Round, result: HTMLElement): Promise<void> {
    const query = { with: before.round };
    const [diff, pools] = await Promise.all([
      answerOf(service.GET('/v1/rounds/{round}/diff', { params: { path: { round: after.round }, query } })),
      readPools(after.round),
    ]);
    if (asked !== `${before.round}/${after.round}`) return;
    const names = new Map(pools.map(({ school, name }) => [school, name ?? school]));
    const { moved, pupils } = diff.summary.all;
    const sentence = wording.say(moved === 0 ? 'diff_nobody' : 'diff_finding', { n: wording.count(moved), of: wording.count(pupils) });
    result.replaceChildren(
      h('p', { class: 'diff-finding' }, sentence),
      counts(diff, wording),
      wardTable(diff, wording),
      ...(office.session.role === 'officer' ? [pupilTable(diff, names, office, wording)] : []),
    );
  }

  return {
    element,
    follow({ runs, round }) {
      const rounds = runs.flatMap((run) => run.rounds);
      const others = rounds.filter((one) => one.round !== round);
      const before = others.find((one) => one.round === office.address().values['before']) ?? others[0];
      const after = rounds.find((one) => one.round === round);
      if (!before || !after) return element.replaceChildren(h('p', { class: 'message' }, wording.say('diff_one_round')));
      if (asked === `${before.round}/${after.round}`) return;
      asked = `${before.round}/${after.round}`;
      const focused = document.activeElement?.id;
      const result = h('div', { class: 'diff-result', 'aria-live': 'polite' }, h('p', {}, wording.say('loading')));
      element.replaceChildren(
        h('h2', {}, wording.say('view_changes')),
        h(
          'div',
          { class: 'diff-pick' },
          pick('before', wording.say('diff_from'), before.round, others, office, wording),
          pick('round', wording.say('diff_to'), after.round, rounds, office, wording),
        ),
        result,
      );
      if (focused?.startsWith('pick-')) document.getElementById(focused)?.focus();
      show(before, after, result).catch((error: unknown) => {
        asked = '';
        result.replaceChildren();
        office.fail(error);
      });
    },
  };
}
