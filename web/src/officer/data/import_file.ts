// The file: chosen, or dropped on the box; and how it is to be read.

import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Office } from '../../office/office.ts';
import type { Values } from './filters.ts';
import { fileEnds, hasField, hasTemplate, isArea, saveTemplate, type Kind } from './import_kinds.ts';
import type { Sentence, Wording } from './wording.ts';

const ENCODINGS = ['auto', 'utf-8', 'tcvn3', 'vni'] as const;
const DEGREES = 'EPSG:4326';
const GRADES = Array.from({ length: 13 }, (_, n) => n);

export interface FileHandlers {
  onFile(file: File): void;
  onOption(values: Values): void;
}

interface Option {
  value: string;
  label: string;
}

function sizeText(bytes: number, wording: Wording): string {
  return bytes < 1e6 ? `${wording.count(Math.ceil(bytes / 1000))}\u00a0KB` : `${wording.decimal(bytes / 1e6, 1)}\u00a0MB`;
}

export class FileStep {
  readonly element = h('div', { class: 'data-file' });
  private readonly progress = h('progress', { class: 'progress', max: 1, value: 0, hidden: true });
  private readonly sending = h('p', { role: 'status' });
  private readonly trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  private readonly input: HTMLInputElement;
  private readonly name = h('strong', {});
  private readonly choose = h('span', { class: 'primary data-choose' });
  private readonly drop: HTMLElement;
  private readonly hint = h('p', { class: 'field-hint' });
  private readonly template: HTMLButtonElement;
  private readonly options = h('div', { class: 'data-options' });
  private kind: Kind = 'pupils';
  private shownFor = '';

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
    private readonly handlers: FileHandlers,
  ) {
    this.input = h('input', { type: 'file', id: 'import-file', class: 'data-file-input', onchange: () => this.take(this.input.files) });
    this.template = h('button', { type: 'button', class: 'quiet', onclick: () => saveTemplate(this.kind, wording.language) }, icon('save'), wording.say('template'));
    this.drop = h(
      'label',
      { class: 'data-drop', for: 'import-file' },
      this.input,
      this.name,
      this.choose,
      h('span', { class: 'data-drop-words' }, wording.say('drop_file')),
    );
    this.listen();
    this.element.append(this.drop, this.hint, this.progress, this.sending, this.trouble, this.template, this.options);
  }

  show(kind: Kind, values: Values): void {
    this.kind = kind;
    const { wording } = this;
    const ends = fileEnds(kind).join(', ');
    const { upload, name, size } = values;
    this.input.accept = ends;
    this.hint.textContent = wording.say('file_kinds', { ends });
    this.template.hidden = !hasTemplate(kind);
    this.name.textContent = upload && name ? wording.say('file_sent', { name, size: sizeText(Number(size), wording) }) : '';
    this.name.hidden = !upload;
    this.choose.textContent = wording.say(upload ? 'file_other' : 'choose_file');
    this.choose.classList.toggle('is-quiet', Boolean(upload));
    this.showOptions(kind, values);
  }

  /** How far sending has come; null when it is over. */
  say(sentence: string | null, share = 0): void {
    this.sending.textContent = sentence ?? '';
    this.progress.hidden = sentence === null;
    this.progress.value = share;
    if (sentence) this.progress.setAttribute('aria-label', sentence);
  }

  private listen(): void {
    this.drop.addEventListener('dragover', (event) => {
      event.preventDefault();
      this.drop.classList.add('is-over');
    });
    this.drop.addEventListener('dragleave', () => this.drop.classList.remove('is-over'));
    this.drop.addEventListener('drop', (event) => {
      event.preventDefault();
      this.drop.classList.remove('is-over');
      this.take(event.dataTransfer?.files ?? null);
    });
  }

  private take(files: FileList | null): void {
    const file = files?.[0];
    if (!file) return;
    const ends = fileEnds(this.kind);
    const isKnown = ends.some((end) => file.name.toLowerCase().endsWith(end));
    const wrong: Sentence | null = !isKnown ? 'file_wrong' : file.size === 0 ? 'file_empty' : null;
    this.trouble.hidden = wrong === null;
    this.trouble.textContent = wrong ? this.wording.say(wrong, { name: file.name, ends: ends.join(', ') }) : '';
    // The same file, mended, may be chosen again.
    this.input.value = '';
    if (!wrong) this.handlers.onFile(file);
  }

  private showOptions(kind: Kind, values: Values): void {
    const { upload } = values;
    this.options.hidden = !upload;
    if (this.shownFor !== kind) this.options.replaceChildren(...this.selects(kind));
    this.shownFor = kind;
    for (const select of this.options.querySelectorAll('select')) select.value = values[select.name] ?? '';
  }

  private selects(kind: Kind): HTMLElement[] {
    const { wording, office } = this;
    const thisYear = new Date().getFullYear();
    const years = Array.from({ length: 8 }, (_, n) => thisYear + 2 - n);
    const encodings = ENCODINGS.map((one) => ({ value: one === 'auto' ? '' : one, label: wording.say(`encoding_${one}`) }));
    const crs = [DEGREES, office.city.crs].map((one) => ({
      value: one === DEGREES ? '' : one,
      label: one === DEGREES ? wording.say('crs_degrees') : wording.say('crs_city', { crs: one }),
    }));
    const any = { value: '', label: wording.say('any') };
    const yearOptions = years.map((year) => ({ value: String(year), label: wording.say('school_year', { from: year, to: year + 1 }) }));
    const gradeOptions = GRADES.map((n) => ({ value: String(n), label: wording.say('grade', { n }) }));
    return [
      ...(isArea(kind) ? [] : [this.select('encoding', wording.say('encoding'), encodings, wording.say('encoding_why'))]),
      ...(hasField(kind, 'lon') ? [this.select('crs', wording.say('crs'), crs)] : []),
      ...(hasField(kind, 'year') ? [this.select('year', wording.say('for_year'), [any, ...yearOptions])] : []),
      ...(isArea(kind) && hasField(kind, 'grade') ? [this.select('grade', wording.say('for_grade'), [any, ...gradeOptions])] : []),
    ];
  }

  private select(name: string, label: string, options: Option[], hint?: string): HTMLElement {
    const select: HTMLSelectElement = h(
      'select',
      { class: 'field-input', id: `import-${name}`, name, onchange: () => this.handlers.onOption({ [name]: select.value }) },
      ...options.map((option) => h('option', { value: option.value }, option.label)),
    );
    return h('label', { class: 'field' }, h('span', { class: 'field-label' }, label), select, hint !== undefined && h('span', { class: 'field-hint' }, hint));
  }
}
