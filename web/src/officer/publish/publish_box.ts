// The decision: an administrator publishes, typing for what; an officer asks one
// to, with words and a link to send.

import { CSRF } from '../../api/office.ts';
import { answerOf, service } from '../../api/request.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { confirm, openDialog } from '../../part/dialog.ts';
import { methodOf, type Round } from '../rounds.ts';
import type { Readiness } from './checklist.ts';
import type { Wording } from './wording.ts';

async function publish(round: Round, { measures }: Readiness, office: Office, wording: Wording): Promise<boolean> {
  const name = wording.say(`method_${methodOf(round)}`);
  const n = (count: number) => wording.count(count);
  const agreed = await confirm(
    {
      title: wording.say('publish_title', { name }),
      content: [
        h('p', {}, wording.say('publish_what', { placed: n(measures.placed), unplaced: n(measures.unplaced) })),
        h('p', {}, wording.say('publish_means')),
      ],
      action: wording.say('publish'),
      typed: { label: wording.say('publish_type', { words: round.confirm }), words: round.confirm },
    },
    wording,
  );
  if (!agreed) return false;
  const body = { confirm: round.confirm };
  await answerOf(service.POST('/v1/rounds/{round}/publish', { params: { header: CSRF, path: { round: round.round } }, body }));
  office.say(wording.say('publish_done'));
  return true;
}

function propose(round: Round, { measures }: Readiness, office: Office, wording: Wording): void {
  const link = `${location.origin}/officer#/publish?grade=${round.grade}&year=${round.year}&round=${round.round}`;
  const words = wording.say('propose_words', {
    name: wording.say(`method_${methodOf(round)}`),
    grade: round.grade,
    year: wording.say('school_year', { from: round.year, to: round.year + 1 }),
    placed: wording.count(measures.placed),
    unplaced: wording.count(measures.unplaced),
    link,
  });
  const text = h('textarea', { class: 'field-input', id: 'propose-words', rows: 5, readonly: true }, words);
  const copy = () =>
    navigator.clipboard.writeText(words).then(
      () => office.say(wording.say('propose_copied')),
      () => text.select(), // to be copied by hand
    );
  openDialog(wording.say('propose'), wording, [
    h(
      'div',
      { class: 'dialog-form' },
      h('p', {}, wording.say('propose_means')),
      h('label', { class: 'field' }, h('span', { class: 'field-label' }, wording.say('propose_label')), text),
      h('div', { class: 'dialog-actions' }, h('button', { type: 'button', class: 'primary', onclick: () => void copy() }, wording.say('propose_copy'))),
    ),
  ]);
}

export function publishBox(office: Office, wording: Wording, round: Round, readiness: Readiness, onPublished: () => void): HTMLElement {
  const isAdmin = office.session.role === 'admin';
  const press = () => {
    if (!isAdmin) return propose(round, readiness, office, wording);
    publish(round, readiness, office, wording)
      .then((isDone) => isDone && onPublished())
      .catch((error: unknown) => office.fail(error));
  };
  const isInForce = round.state === 'in_force';
  const button = h('button', { type: 'button', class: 'primary', id: 'publish', onclick: press }, wording.say(isAdmin ? 'publish' : 'propose'));
  return h(
    'section',
    { class: 'publish-part' },
    h('h2', {}, wording.say('publish_decide')),
    h('p', {}, wording.say(isInForce ? 'publish_is_in_force' : isAdmin ? 'publish_admin' : 'publish_officer')),
    !isInForce && button,
  );
}
