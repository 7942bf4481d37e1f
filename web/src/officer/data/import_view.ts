// Importing a file in four steps, one under the other: what it is about, the
// file, what it would do, doing it. Where one is stands in the address (the kind,
// the upload, the columns, the job), so the page can be left and come back to.

import { sendFile } from '../../api/upload.ts';
import { failureKind } from '../../api/request.ts';
import type { JobOrder } from '../../api/office.ts';
import { h } from '../../element.ts';
import { icon } from '../../icons.ts';
import type { Office, Part } from '../../office/office.ts';
import { formatAddress } from '../../part/address.ts';
import { FileStep } from './import_file.ts';
import { fieldNames, kindsOf, type Kind } from './import_kinds.ts';
import { JobStep } from './import_job.ts';
import { mapKey, previewPanel, readPreview, rowCount, type ImportOutcome, type PreviewQuery } from './import_preview.ts';
import type { Values } from './filters.ts';
import type { Sentence, Wording } from './wording.ts';

const FRESH: Values = { upload: '', name: '', job: '', rows: '' };

function queryOf(kind: Kind, values: Values): PreviewQuery {
  const map = Object.fromEntries(fieldNames(kind).flatMap((field) => (values[mapKey(field)] ? [[field, values[mapKey(field)] as string]] : [])));
  const { crs, encoding, year, grade } = values;
  return {
    what: kind,
    ...(Object.keys(map).length > 0 && { map }),
    ...(crs && { crs }),
    ...(encoding && { encoding: encoding as 'tcvn3' }),
    ...(year && { year: Number(year) }),
    ...(grade && { grade: Number(grade) }),
  };
}

function orderOf(upload: string, { map, ...query }: PreviewQuery): JobOrder {
  return { kind: 'import', upload, ...query, ...(map && { maps: map }) };
}

function stepBox(n: number, title: string, body: HTMLElement): HTMLElement {
  const number = h('span', { class: 'office-step-number', 'aria-hidden': 'true' }, String(n));
  return h('section', { class: 'data-step' }, h('h2', {}, number, title), body);
}

export class ImportView implements Part {
  readonly element: HTMLElement;
  private readonly kinds: Kind[];
  private readonly kindBox = h('div', {});
  private readonly preview = h('div', { class: 'data-preview-box' });
  private readonly status = h('p', { class: 'data-status', role: 'status' });
  private readonly file: FileStep;
  private readonly job: JobStep;
  private readonly later: HTMLElement[];
  private shownFor = '';
  private isClosed = false;

  constructor(
    private readonly office: Office,
    private readonly wording: Wording,
    onImported: () => void,
  ) {
    this.kinds = kindsOf(office.session.role);
    this.file = new FileStep(office, wording, {
      onFile: (file) => void this.send(file),
      onOption: (values) => office.go(values, false),
    });
    this.job = new JobStep(office, wording, { onImport: (job) => office.go({ job }), onDone: onImported });
    const step = (n: number, sentence: Sentence, body: HTMLElement) => stepBox(n, wording.say(sentence), body);
    this.later = [step(2, 'step_file', this.file.element), step(3, 'step_preview', h('div', {}, this.status, this.preview)), step(4, 'step_import', this.job.element)];
    const back = formatAddress({ part: 'data', values: {}, language: office.language });
    this.element = h(
      'div',
      { class: 'sheet-page data-sheet' },
      h('header', { class: 'data-sheet-head' }, h('a', { class: 'quiet', href: back }, wording.say('import_back')), h('div', {}, h('h2', {}, wording.say('import_title')), h('p', { class: 'field-hint' }, wording.say('import_promise')))),
      step(1, 'step_kind', this.kindBox),
      ...this.later,
    );
    this.kindBox.replaceChildren(this.kindChoice());
    this.follow();
  }

  follow(): void {
    const { values } = this.office.address();
    const kind = this.kinds.find((one) => one === values['what']);
    const { upload, job } = values;
    for (const input of this.kindBox.querySelectorAll('input')) input.checked = input.value === kind;
    const [file, preview, doing] = this.later as [HTMLElement, HTMLElement, HTMLElement];
    file.hidden = !kind || Boolean(job);
    preview.hidden = !kind || !upload || Boolean(job);
    doing.hidden = !kind || !upload;
    if (!kind) return;
    this.file.show(kind, values);
    if (!upload) this.clear();
    else if (job) this.job.watch(job, kind);
    else void this.try(kind, upload, values);
  }

  close(): void {
    this.isClosed = true;
  }

  private clear(): void {
    this.shownFor = '';
    this.preview.replaceChildren();
    this.status.textContent = '';
    this.job.offer(null);
  }

  private kindChoice(): HTMLElement {
    const { wording } = this;
    const choose = (what: Kind) => this.office.go({ ...this.withoutMaps(), ...FRESH, what, year: '', grade: '' });
    return h(
      'fieldset',
      { class: 'data-kinds' },
      h('legend', { class: 'hidden' }, wording.say('step_kind')),
      ...this.kinds.map((kind) =>
        h(
          'label',
          { class: 'data-kind' },
          h('input', { type: 'radio', name: 'what', value: kind, onchange: () => choose(kind) }),
          h('span', {}, h('strong', {}, wording.say(`what_${kind}`)), h('small', {}, wording.say(`tells_${kind}`))),
        ),
      ),
    );
  }

  private withoutMaps(): Values {
    const { values } = this.office.address();
    return Object.fromEntries(Object.keys(values).filter((name) => name.startsWith('map.')).map((name) => [name, '']));
  }

  private async send(file: File): Promise<void> {
    const { office, wording } = this;
    const say = (share: number) => this.file.say(wording.say('file_sending', { name: file.name, share: wording.share(share) }), share);
    say(0);
    try {
      const { id, name } = await sendFile(file, say);
      this.file.say(null);
      office.go({ ...FRESH, upload: id, name, size: String(file.size) });
      // What follows lies below: who has chosen a file should see what came of it.
      this.later[1]?.scrollIntoView({ block: 'start' });
    } catch (error) {
      this.file.say(null);
      office.fail(error);
    }
  }

  // While a new try runs the last one stays, dimmed, so that nothing jumps.
  private async try(kind: Kind, upload: string, values: Values): Promise<void> {
    const query = queryOf(kind, values);
    const wanted = JSON.stringify([upload, query]);
    if (wanted === this.shownFor) return;
    this.shownFor = wanted;
    this.preview.setAttribute('aria-busy', 'true');
    this.status.textContent = this.wording.say('trying');
    this.job.offer(null);
    try {
      const outcome = await readPreview(upload, query, () => this.shownFor === wanted && !this.isClosed);
      if (outcome) this.showOutcome(outcome, kind, upload, query);
    } catch (error) {
      if (this.shownFor === wanted) this.showTrouble(error);
    }
  }

  private showOutcome(outcome: ImportOutcome, kind: Kind, upload: string, query: PreviewQuery): void {
    const focused = document.activeElement?.id;
    const map = (field: string, column: string) => this.office.go({ [mapKey(field)]: column }, false);
    this.preview.removeAttribute('aria-busy');
    this.preview.replaceChildren(previewPanel(outcome, kind, this.wording, map));
    this.status.textContent = this.wording.say('checked');
    if (focused === 'import-file') this.later[1]?.scrollIntoView({ block: 'start' });
    if (focused) this.preview.querySelector<HTMLElement>(`#${CSS.escape(focused)}`)?.focus();
    this.job.offer(outcome.is_accepted ? { order: orderOf(upload, query), n: rowCount(outcome) } : null);
  }

  private showTrouble(error: unknown): void {
    this.clear();
    this.preview.removeAttribute('aria-busy');
    if (failureKind(error) !== 'absent') return this.office.fail(error);
    this.preview.replaceChildren(h('p', { class: 'trouble', role: 'alert' }, icon('warning'), this.wording.say('file_gone')));
  }
}
