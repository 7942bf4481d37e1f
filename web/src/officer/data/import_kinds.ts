// What can be imported, by whom, and how its columns are called. The names in
// fields.*.json are such that the service knows them again: a file with the
// template's head needs no mapping.

import type { Role } from '../../api/office.ts';
import { saveCsv, type Cell } from '../../part/csv.ts';
import type { Language } from '../../text/wording.ts';
import en from './fields.en.json';
import vi from './fields.vi.json';

export type Kind = keyof typeof vi;

const FIELDS: Record<Language, Record<Kind, Record<string, string>>> = { vi, en };

const KINDS_OF: Partial<Record<Role, Kind[]>> = {
  officer: ['pupils', 'wishes'],
  planner: ['capacity', 'enrolment', 'population', 'schools', 'wards', 'units', 'housing', 'sites', 'indicators'],
};

/** A row of the template, in the order of its columns. */
const EXAMPLES: Partial<Record<Kind, Cell[]>> = {
  pupils: ['079200000001', 106.70098, 10.77653, 1, 2026, 'Nguyễn Thị Đào', 2020, '', '12/3 Lê Lợi', '', '', '', '', '', ''],
  wishes: ['079200000001', 1, 'M001'],
  capacity: ['M001', 2026, 1, 105, 30, 35, 2, 8000],
  enrolment: ['M001', 2025, 1, 102],
  population: ['26734', 2025, 6, 431],
  schools: ['M001', 'Trường Tiểu học Lê Văn Tám', 106.70098, 10.77653, 'primary', '12 Lê Lợi', 'public', '', ''],
  housing: [106.70098, 10.77653, 600, 2028, 0.27],
  sites: ['KD01', 'Khu đất 1', 106.70098, 10.77653, 10000, 28, 124],
  indicators: ['fibre_internet', '', '', '', '', '', '', '', 2025, 'M001', '', 1],
};

export function kindsOf(role: Role | 'family' | undefined): Kind[] {
  return (role && role !== 'family' && KINDS_OF[role]) || [];
}

export function isArea(kind: Kind): boolean {
  return kind === 'wards' || kind === 'units';
}

/** The ends of names of files that it can come in. */
export function fileEnds(kind: Kind): string[] {
  if (isArea(kind)) return ['.geojson', '.json'];
  return kind === 'schools' ? ['.csv', '.geojson', '.json'] : ['.csv'];
}

export function fieldLabel(kind: Kind, field: string, language: Language): string {
  return FIELDS[language][kind][field] ?? field;
}

export function fieldNames(kind: Kind): string[] {
  return Object.keys(FIELDS.vi[kind]);
}

/** Fields whose value may be given once for the whole file. */
export function hasField(kind: Kind, field: 'year' | 'grade' | 'lon'): boolean {
  return fieldNames(kind).includes(field);
}

export function hasTemplate(kind: Kind): boolean {
  return EXAMPLES[kind] !== undefined;
}

export function saveTemplate(kind: Kind, language: Language): void {
  saveCsv(`${kind}.csv`, Object.values(FIELDS[language][kind]), [EXAMPLES[kind] ?? []]);
}
