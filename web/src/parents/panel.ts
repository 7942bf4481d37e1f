// Everything on the page but the map, in one language.

import type { City, Level, LonLat, Place } from '../api/contract.ts';
import { h } from '../element.ts';
import { icon } from '../icons.ts';
import type { Wording } from './wording.ts';
import type { View } from './answer.ts';
import { AnswerPane, type AnswerHandlers } from './answer_pane.ts';
import { HomeBox } from './home_box.ts';
import { levelSwitch, type Switch } from '../part/switch.ts';

export interface PanelHandlers extends AnswerHandlers {
  onPlace(place: Place, typed: string): void;
  onLocated(at: LonLat): void;
  onEmptied(): void;
  onLevel(level: Level): void;
  onLanguage(): void;
}

function header(city: City, wording: Wording, onLanguage: () => void): HTMLElement {
  return h(
    'header',
    { class: 'header' },
    h('h1', { class: 'title' }, wording.say('title')),
    h('p', { class: 'city' }, city.name),
    h(
      'button',
      { type: 'button', id: 'language', class: 'language', lang: wording.language === 'vi' ? 'en' : 'vi', onclick: onLanguage },
      wording.say('other_language'),
    ),
  );
}

function sampleNotice(wording: Wording): HTMLElement {
  return h(
    'p',
    { class: 'sample' },
    icon('warning'),
    h('span', {}, h('strong', {}, wording.say('sample')), ': ', wording.say('sample_means')),
  );
}

export class Panel {
  readonly element: HTMLElement;
  readonly answer: AnswerPane;
  private readonly box: HomeBox;
  private readonly level: Switch<Level>;

  constructor(city: City, wording: Wording, handlers: PanelHandlers) {
    this.box = new HomeBox(wording, handlers);
    this.level = levelSwitch(wording, city.levels, (level) => handlers.onLevel(level));
    this.answer = new AnswerPane(wording, handlers);
    this.element = h(
      'div',
      { class: 'panel' },
      h(
        'div',
        { class: 'ask' },
        header(city, wording, () => handlers.onLanguage()),
        city.is_sample && sampleNotice(wording),
        this.box.element,
        this.level.element,
      ),
      this.answer.element,
    );
  }

  show(view: View): void {
    this.box.show(view.question.place);
    this.level.show(view.question.level);
    this.answer.show(view);
  }
}
