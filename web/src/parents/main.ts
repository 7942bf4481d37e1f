import '../look/fonts.css';
import '../look/tokens.css';
import '../look/base.css';
import '../look/parts.css';
import '../map/map.css';
import './parents.css';

import { failureKind } from '../api/request.ts';
import { readCity } from '../api/service.ts';
import { wordingIn } from './wording.ts';
import { failure } from './messages.ts';
import { ParentsPage } from './page.ts';
import { parseQuestion } from './question.ts';

async function start(root: HTMLElement): Promise<void> {
  try {
    await new ParentsPage(root, await readCity()).start();
  } catch (error) {
    const wording = wordingIn(parseQuestion(location.hash).language);
    root.replaceChildren(failure(failureKind(error), wording, () => void start(root)));
  }
}

const root = document.getElementById('page');
if (root) void start(root);
