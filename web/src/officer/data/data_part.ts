// The first step of a round: the data. By the address either the list with its
// signals, or an import; by who looks either children or what the city has.

import './data.css';
import { h } from '../../element.ts';
import type { Office, Part } from '../../office/office.ts';
import { openCityDesk } from './city_desk.ts';
import { ImportView } from './import_view.ts';
import { PupilDesk, readKnown, type Known } from './pupil_desk.ts';
import { wordingIn, type Wording } from './wording.ts';

class DataPart implements Part {
  readonly element = h('div', { class: 'data-part' });
  private part: Part | null = null;
  private view = '';
  private known: Known | null = null;
  private readonly wording: Wording;

  constructor(private readonly office: Office) {
    this.wording = wordingIn(office.language);
  }

  async open(): Promise<void> {
    await this.show();
  }

  follow(): void {
    if (this.wanted() === this.view) this.part?.follow?.();
    else void this.show().catch((error: unknown) => this.office.fail(error));
  }

  close(): void {
    this.part?.close?.();
    this.part = null;
  }

  private wanted(): string {
    const isAllowed = this.office.session.role !== 'admin';
    return isAllowed && this.office.address().values['view'] === 'import' ? 'import' : 'list';
  }

  private async show(): Promise<void> {
    this.close();
    const view = this.wanted();
    this.view = view;
    const part = await this.build(view);
    if (this.view !== view) return part.close?.();
    this.part = part;
    this.element.replaceChildren(part.element);
    // The map asks for its room: the part must be on the page first.
    if (part instanceof PupilDesk) setTimeout(() => part.open());
  }

  private async build(view: string): Promise<Part> {
    const { office, wording } = this;
    if (view === 'import') return new ImportView(office, wording, () => (this.known = null));
    if (office.session.role !== 'officer') return openCityDesk(office, wording);
    this.known ??= await readKnown(office.language);
    return new PupilDesk(office, this.known, wording);
  }
}

export async function openData(office: Office): Promise<Part> {
  const part = new DataPart(office);
  await part.open();
  return part;
}
