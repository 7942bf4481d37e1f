// The way of travel, as two segments.

import type { Profile } from '../api/contract.ts';
import { icon } from '../icons.ts';
import { segmentSwitch, type Segment, type Switch } from '../part/switch.ts';
import type { Wording } from './wording.ts';

export function profileSwitch(wording: Wording, onChoose: (profile: Profile) => void): Switch<Profile> {
  const segments: Segment<Profile>[] = [
    { name: 'walk', label: wording.say('profile_walk'), sign: icon('walk') },
    { name: 'motorbike', label: wording.say('profile_motorbike'), sign: icon('motorbike') },
  ];
  return segmentSwitch('profile', wording.say('profile'), segments, onChoose);
}
