import '../look/fonts.css';
import '../look/tokens.css';
import './parents.css';

import { readCity } from '../api/service.ts';
import { wordingIn } from '../text/wording.ts';
import { failureKind } from './answer.ts';
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
