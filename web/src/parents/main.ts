import '../look/fonts.css';
import '../look/tokens.css';
import '../look/base.css';
import '../look/parts.css';
import '../map/map.css';
import './parents.css';

import { failureKind } from '../api/request.ts';
import { wordingIn } from './wording.ts';
import { askFirst, first, type First } from './first.ts';
import { failure } from './messages.ts';
import { ParentsPage } from './page.ts';
import { parseQuestion } from './question.ts';

async function start(root: HTMLElement, { city, answer }: First): Promise<void> {
  try {
    await new ParentsPage(root, await city).start(answer);
  } catch (error) {
    const wording = wordingIn(parseQuestion(location.hash).language);
    root.replaceChildren(failure(failureKind(error), wording, () => void start(root, askFirst())));
  }
}

const root = document.getElementById('page');
if (root) void start(root, first);
