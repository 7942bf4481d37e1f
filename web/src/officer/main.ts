import '../look/fonts.css';
import '../look/tokens.css';
import '../look/base.css';
import '../look/parts.css';
import '../map/map.css';

import { openOffice } from '../office/frame.ts';
import { officerParts } from './parts.ts';

const root = document.getElementById('page');
if (root) void openOffice(root, { page: 'officer', roles: ['officer', 'planner', 'admin'], parts: officerParts });
