import '../look/fonts.css';
import '../look/tokens.css';
import '../look/base.css';
import '../look/parts.css';
import '../map/map.css';
import '../contest/contest.css';
import './family.css';
import './print.css';

import { readCity } from '../api/service.ts';
import { failureKind } from '../api/request.ts';
import { h } from '../element.ts';
import { readAddress } from '../part/address.ts';
import { FamilyPage } from './page.ts';
import { wordingIn } from './wording.ts';

async function open(root: HTMLElement): Promise<void> {
  try {
    await new FamilyPage(root, await readCity()).start();
  } catch (error) {
    const wording = wordingIn(readAddress().language);
    root.replaceChildren(
      h(
        'main',
        { class: 'message is-failure family-message', role: 'alert' },
        h('h1', {}, wording.say('failed_title')),
        h('p', {}, wording.say(`failed_${failureKind(error)}`)),
        h('button', { type: 'button', class: 'primary', onclick: () => void open(root) }, wording.say('again')),
      ),
    );
  }
}

const root = document.getElementById('page');
if (root) void open(root);
