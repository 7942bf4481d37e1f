// The rules a placing follows: named in a line, told in plain words and as text
// when asked, and exchanged for a file of one's own.

import type { components } from '../../api/openapi.d.ts';
import { answerOf, service } from '../../api/request.ts';
import { h } from '../../element.ts';
import type { Office } from '../../office/office.ts';
import { saveFile } from '../../part/csv.ts';
import { openDialog } from '../../part/dialog.ts';
import type { Wording } from './wording.ts';

type Rules = components['schemas']['Rules'];

export function readRules(name: string): Promise<Rules & { text: string }> {
  return answerOf(service.GET('/v1/rules/{name}', { params: { path: { name } } }));
}

async function told(text: string, wording: Wording): Promise<HTMLElement> {
  const { ruleWords } = await import('./rules_words.ts');
  const { sentences, groups } = ruleWords(text, wording);
  return h(
    'div',
    { class: 'rules-told' },
    h('ul', { class: 'rules-sentences' }, ...sentences.map((sentence) => h('li', {}, sentence))),
    h('h3', {}, wording.say('rule_groups')),
    h('ol', { class: 'rules-groups' }, ...groups.map((group) => h('li', {}, group))),
  );
}

async function showRules(title: string, text: string, office: Office, wording: Wording): Promise<void> {
  try {
    openDialog(title, wording, [
      await told(text, wording),
      h(
        'details',
        { class: 'rules-text' },
        h('summary', {}, wording.say('rules_text')),
        h('pre', { tabindex: 0, role: 'group', 'aria-label': wording.say('rules_text') }, text),
      ),
      h(
        'button',
        { type: 'button', class: 'quiet', onclick: () => saveFile('quy-tac.yaml', text, 'application/yaml') },
        wording.say('rules_save'),
      ),
    ]);
  } catch (error) {
    office.fail(error);
  }
}

export interface RulesBox {
  element: HTMLElement;
  file(): File | null;
}

/** `canChange`: whether this person may place by rules of their own. */
export function rulesBox(office: Office, wording: Wording, grade: number, canChange: boolean): RulesBox {
  let own: File | null = null;
  const name = h('span', { class: 'rules-name' });
  const shipped = `grade-${grade}`;
  const show = async () => {
    try {
      if (own) return await showRules(own.name, await own.text(), office, wording);
      const { title, version, text } = await readRules(shipped);
      await showRules(`${title} (${version})`, text, office, wording);
    } catch (error) {
      office.fail(error);
    }
  };
  const back = h('button', { type: 'button', class: 'link', hidden: true, onclick: () => takeBack() }, wording.say('rules_back'));
  const input = h('input', { type: 'file', accept: '.yaml,.yml', class: 'hidden', id: 'rules-file', onchange: () => choose(input.files?.[0] ?? null) });
  function choose(file: File | null): void {
    own = file;
    if (!file) input.value = '';
    back.hidden = !file;
    name.textContent = file ? wording.say('rules_own', { name: file.name }) : wording.say('rules_shipped', { n: grade });
  }
  // The button that was pressed goes away; the one beside it has the keyboard.
  function takeBack(): void {
    choose(null);
    input.focus();
  }
  choose(null);
  return {
    element: h(
      'p',
      { class: 'rules-line' },
      name,
      h('button', { type: 'button', class: 'link', id: 'rules-show', onclick: () => void show() }, wording.say('rules_show')),
      canChange && h('label', { class: 'link', for: 'rules-file' }, wording.say('rules_choose')),
      canChange && input,
      back,
    ),
    file: () => own,
  };
}
