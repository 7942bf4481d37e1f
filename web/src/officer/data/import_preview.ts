// What importing the file would do: the verdict in a sentence, each finding by
// row, which column is which field (changed here), and the first rows.

import { answerOf, service } from '../../api/request.ts';
import type { components } from '../../api/openapi.d.ts';
import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import { table } from '../../part/table.ts';
import { fieldLabel, type Kind } from './import_kinds.ts';
import { findingWords, noteWords } from './finding_words.ts';
import type { Wording } from './wording.ts';

export type ImportOutcome = components['schemas']['ImportOutcome'];
type Finding = ImportOutcome['findings'][number];

/** Where in the address the column of a field stands. */
export const mapKey = (field: string) => `map.${field}`;

export interface PreviewQuery {
  what: Kind;
  map?: Record<string, string>;
  crs?: string;
  encoding?: 'auto' | 'utf-8' | 'tcvn3' | 'vni';
  year?: number;
  grade?: number;
}

const PAUSE_MS = 250;

/** Asks until the try has ended; `isWanted` stops asking. Null when it stopped. */
export async function readPreview(upload: string, query: PreviewQuery, isWanted: () => boolean): Promise<ImportOutcome | null> {
  while (isWanted()) {
    const asked = service.GET('/v1/uploads/{upload}/preview', { params: { path: { upload }, query } });
    const { response } = await asked;
    const body = await answerOf(asked as Promise<{ data?: ImportOutcome }>);
    if (response.status === 200) return body;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return null;
}

/** How many rows it brings. */
export function rowCount({ report }: ImportOutcome): number {
  const of = (outcome: string) => report.filter((line) => line.outcome === outcome).reduce((most, { count }) => Math.max(most, count), 0);
  return of('kept') || of('read');
}

function verdict(outcome: ImportOutcome, kind: Kind, wording: Wording): HTMLElement {
  if (outcome.is_accepted)
    return h('p', { class: 'data-verdict is-good' }, icon('done'), h('strong', {}, wording.say('accepted', { n: wording.count(rowCount(outcome)) })));
  const n = outcome.n_findings;
  const own = n === 0 && outcome.sentence ? ` ${findingWords(outcome.sentence, outcome.file, kind, wording)}` : '';
  const head = n > 0 ? wording.say('refused', { n: wording.count(n) }) : wording.say('refused_whole') + own;
  return h('div', { class: 'data-verdict is-bad' }, icon('warning'), h('div', {}, h('strong', {}, head), h('p', {}, wording.say('refused_how'))));
}

function columnTable(outcome: ImportOutcome, kind: Kind, wording: Wording, onMap: (field: string, column: string) => void): HTMLElement {
  const rows = outcome.fields.map(({ name, column, is_needed }) => {
    const label = fieldLabel(kind, name, wording.language);
    const none = column === null && h('option', { value: '', selected: true }, wording.say('field_no_column'));
    const select: HTMLSelectElement = h(
      'select',
      { class: 'field-input', id: `map-${name}`, onchange: () => onMap(name, select.value) },
      none,
      ...outcome.columns.map((one) => h('option', { value: one, selected: one === column }, one)),
    );
    const isMissing = is_needed && column === null;
    return h(
      'div',
      { class: isMissing ? 'data-map is-missing' : 'data-map' },
      h('label', { for: `map-${name}` }, label, is_needed && h('span', { class: 'data-needed' }, ` (${wording.say('field_needed')})`)),
      select,
      isMissing && h('span', { class: 'chip is-alarm' }, icon('warning'), wording.say('field_missing')),
    );
  });
  return h(
    'section',
    { class: 'data-block' },
    h('h3', {}, wording.say('columns_title')),
    h('p', { class: 'field-hint' }, wording.say('columns_how')),
    h('div', { class: 'data-maps' }, ...rows),
  );
}

export function findingTable(outcome: ImportOutcome, kind: Kind, wording: Wording): HTMLElement {
  const field = (finding: Finding) => finding.field && fieldLabel(kind, finding.field, wording.language);
  const list = table<Finding>(
    {
      caption: wording.say('findings'),
      empty: wording.say('findings_none'),
      file: wording.say('csv_findings'),
      key: (finding) => String(outcome.findings.indexOf(finding)),
      columns: [
        { name: 'row', title: wording.say('column_row'), value: ({ row }) => row, isNumber: true, width: '5rem' },
        { name: 'field', title: wording.say('column_field'), value: field, width: '1fr' },
        { name: 'sentence', title: wording.say('column_sentence'), value: ({ sentence }) => findingWords(sentence, outcome.file, kind, wording), width: '4fr' },
      ],
    },
    wording,
  );
  list.show(outcome.findings);
  const isCut = outcome.n_findings > outcome.findings.length;
  return h(
    'section',
    { class: 'data-block data-findings' },
    h('h3', {}, wording.say('findings')),
    isCut && h('p', { class: 'field-hint' }, wording.say('findings_more', { n: wording.count(outcome.findings.length) })),
    list.element,
  );
}

function firstRows(outcome: ImportOutcome, wording: Wording): HTMLElement {
  const found = new Set(outcome.findings.map(({ row }) => row));
  const head = h('tr', {}, h('th', { scope: 'col' }, wording.say('column_row')), ...outcome.columns.map((name) => h('th', { scope: 'col' }, name)));
  const rows = outcome.rows.map(({ row, texts }) =>
    h(
      'tr',
      { class: found.has(row) ? 'is-bad' : null },
      h('th', { scope: 'row' }, found.has(row) && icon('warning'), String(row)),
      ...texts.map((text) => h('td', {}, text ?? '')),
    ),
  );
  const title = wording.say('first_rows');
  return h(
    'section',
    { class: 'data-block' },
    h('h3', {}, title),
    h('div', { class: 'data-rows-box', tabindex: 0, role: 'group', 'aria-label': title }, h('table', { class: 'data-first-rows' }, h('thead', {}, head), h('tbody', {}, ...rows))),
  );
}

function notes(outcome: ImportOutcome, wording: Wording): HTMLElement | false {
  const told = outcome.report.filter((line) => line.outcome === 'note');
  if (told.length === 0) return false;
  const line = ({ reason, count, examples }: (typeof told)[number]) =>
    h('li', {}, `${noteWords(reason, wording)}: ${wording.count(count)}`, examples.length > 0 && h('small', {}, ` (${examples.join('; ')})`));
  return h('section', { class: 'data-block' }, h('h3', {}, wording.say('notes')), h('ul', { class: 'data-notes' }, ...told.map(line)));
}

export function previewPanel(
  outcome: ImportOutcome,
  kind: Kind,
  wording: Wording,
  onMap: (field: string, column: string) => void,
): HTMLElement {
  return h(
    'div',
    { class: 'data-preview' },
    verdict(outcome, kind, wording),
    outcome.findings.length > 0 && findingTable(outcome, kind, wording),
    outcome.fields.length > 0 && columnTable(outcome, kind, wording, onMap),
    notes(outcome, wording),
    outcome.rows.length > 0 && firstRows(outcome, wording),
  );
}
