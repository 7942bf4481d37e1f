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
import { pause } from './pause.ts';
import { parseQuestion } from './question.ts';

// A list that comes a moment later is written at once with the page around it,
// which a phone draws sooner than one after the other.
const MOMENT_MS = 250;

async function start(root: HTMLElement, { city, answer, map }: First): Promise<void> {
  try {
    const known = await city;
    await Promise.race([answer?.catch(() => undefined), pause(MOMENT_MS)]);
    await new ParentsPage(root, known).start(answer, map);
  } catch (error) {
    const wording = wordingIn(parseQuestion(location.hash).language);
    root.replaceChildren(failure(failureKind(error), wording, () => void start(root, askFirst())));
  }
}

const root = document.getElementById('page');
if (root) void start(root, first);
