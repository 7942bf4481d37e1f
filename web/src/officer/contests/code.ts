// A one-time code for one child's family: shown this once, to be printed and
// handed over.

import { giveCode, type Pupil } from '../../api/contests.ts';
import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Office } from '../../office/office.ts';
import { confirm, openDialog } from '../../part/dialog.ts';
import type { Wording } from './wording.ts';

export async function openCode(pupil: Pupil, office: Office, wording: Wording): Promise<void> {
  const name = pupil.name ?? pupil.id;
  const question = { title: wording.say('give_code'), content: [h('p', {}, wording.say('code_sure', { name }))], action: wording.say('code_give') };
  if (!(await confirm(question, wording))) return;
  try {
    const { code } = await giveCode(pupil.id);
    const address = `${location.origin}/family`;
    openDialog(wording.say('code_title', { name }), wording, [
      h(
        'div',
        { class: 'dialog-form code-paper' },
        h('p', { class: 'code' }, code),
        h('p', {}, wording.say('code_where', { address, pupil: pupil.id })),
        h('p', { class: 'field-hint' }, wording.say('code_once')),
        h('div', { class: 'dialog-actions' }, h('button', { type: 'button', class: 'primary', onclick: () => window.print() }, icon('print'), wording.say('print'))),
      ),
    ]);
  } catch (error) {
    office.fail(error);
  }
}
