// All rounds of the grade and year, with what became of each; drafts can be removed.

import { CSRF } from '../../api/office.ts';
import { answerOf, service } from '../../api/request.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { confirm, openDialog } from '../../part/dialog.ts';
import { methodOf, type Round } from '../rounds.ts';
import type { Chosen } from './part.ts';
import { stateChip } from './state_chip.ts';
import type { Wording } from './wording.ts';

async function remove(round: Round, office: Office, wording: Wording): Promise<boolean> {
  const name = wording.say(`method_${methodOf(round)}`);
  const content = [h('p', {}, wording.say('remove_means', { name, at: wording.moment(round.made_at) }))];
  const agreed = await confirm({ title: wording.say('remove_title'), content, action: wording.say('remove') }, wording);
  if (!agreed) return false;
  await service.DELETE('/v1/rounds/{round}', { params: { header: CSRF, path: { round: round.round } } });
  office.say(wording.say('removed', { name }));
  return true;
}

async function showHistory(round: Round, office: Office, wording: Wording): Promise<void> {
  try {
    const { history, made_from } = await answerOf(service.GET('/v1/rounds/{round}', { params: { path: { round: round.round } } }));
    const lines = history.map(({ at, who, action }) => h('li', {}, `${wording.moment(at)}, ${who ?? ''}: ${action}`));
    openDialog(wording.say('history_of', { name: wording.say(`method_${methodOf(round)}`) }), wording, [
      lines.length > 0 ? h('ul', { class: 'history' }, ...lines) : h('p', {}, wording.say('history_none')),
      h('h3', {}, wording.say('made_from')),
      h('p', { class: 'made-from' }, made_from),
    ]);
  } catch (error) {
    office.fail(error);
  }
}

export function roundsList(office: Office, wording: Wording, { runs }: Chosen, onRemoved: () => void): HTMLDetailsElement {
  const press = (round: Round) => {
    remove(round, office, wording)
      .then((isGone) => isGone && onRemoved())
      .catch((error: unknown) => office.fail(error));
  };
  const canRemove = office.session.role === 'officer';
  const row = (round: Round) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, wording.say(`method_${methodOf(round)}`)),
      h('td', {}, wording.moment(round.made_at)),
      h('td', {}, `${round.rules.name} (${round.rules.version})`),
      h('td', {}, stateChip(round, wording)),
      h(
        'td',
        { class: 'round-actions' },
        h('button', { type: 'button', class: 'link', onclick: () => void showHistory(round, office, wording) }, wording.say('history')),
        canRemove &&
          round.state === 'draft' &&
          h('button', { type: 'button', class: 'link is-alarm', 'data-remove': round.round, onclick: () => press(round) }, wording.say('remove')),
      ),
    );
  const heads = (['method', 'made_at', 'rules', 'state', 'actions'] as const).map((name) => h('th', { scope: 'col' }, wording.say(name)));
  const rounds = runs.flatMap((run) => run.rounds);
  return h(
    'details',
    { class: 'rounds-list' },
    h('summary', {}, wording.say('rounds_made', { n: rounds.length })),
    h(
      'div',
      { class: 'consequence-scroll', tabindex: 0, role: 'group', 'aria-label': wording.say('rounds') },
      h('table', { class: 'plain-table' }, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...rounds.map(row))),
    ),
  );
}
