import '../look/fonts.css';
import '../look/tokens.css';
import '../look/base.css';
import '../look/parts.css';
import '../map/map.css';
import './planner.css';

import { openOffice } from '../office/frame.ts';
import { plannerParts } from './parts.ts';
import { KEPT } from './planner_question.ts';

const root = document.getElementById('page');
if (root) void openOffice(root, { page: 'planner', roles: ['planner', 'admin'], parts: plannerParts, kept: KEPT });
