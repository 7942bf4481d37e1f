// The made-up city, made once by the real program, and a server of it.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { signIn } from '../http/people.mjs';

const HOCGAN = process.env.HOCGAN;
const PAGES = join(process.env.HOCGAN_SOURCE, 'web', 'dist');

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('the server ended before it said its address');
}

// Everyone's password in tests.
export const PASSWORD = 'con mèo đen trèo lên cây cau';

function add(city, ...words) {
  execFileSync(HOCGAN, ['user', city, 'add', ...words], { input: `${PASSWORD}\n`, stdio: ['pipe', 'ignore', 'inherit'] });
}

/** The accounts of an office: an officer of the whole city, one of its first ward,
    a planner and an administrator, each named by what they are. */
function addPeople(city, ward) {
  add(city, 'officer', '--role', 'officer', '--all-wards', '--full-name', 'Nguyễn Thị Lan');
  add(city, 'ward_officer', '--role', 'officer', '--ward', ward, '--full-name', 'Trần Văn Ba');
  add(city, 'planner', '--role', 'planner', '--full-name', 'Lê Minh Hòa');
  add(city, 'admin', '--role', 'admin', '--full-name', 'Phạm Quốc Việt');
}

async function serve(city, folder, door) {
  const server = spawn(HOCGAN, ['serve', city, door, '127.0.0.1:0', '--pages', PAGES], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = /https?:\/\/[^\s/]+/.exec(await firstLine(server.stdout))[0];
  return {
    address,
    city,
    folder,
    ask: async (path, query = {}) => {
      const response = await fetch(`${address}${path}?${new URLSearchParams(query)}`);
      return response.json();
    },
    /** What the program says of a receipt in a file; throws unless it agrees. */
    checkReceipt: (file) => execFileSync(HOCGAN, ['route', city, '--check', file], { encoding: 'utf8' }),
    /** A command of the program on this city; its output. */
    run: (command, ...words) => execFileSync(HOCGAN, [command, city, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    stop: () => {
      server.kill('SIGTERM');
      if (folder) rmSync(folder, { recursive: true });
    },
  };
}

function drawCity(pupils) {
  const folder = mkdtempSync(join(tmpdir(), 'hocgan-web-'));
  execFileSync(HOCGAN, ['demo', folder, '--pupils', String(pupils)], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { folder, city: join(folder, 'city.sqlite') };
}

// The first draft there is of the grade's entry by today's method.
function publishRound(city, grade) {
  const rounds = execFileSync(HOCGAN, ['admit', city, 'rounds'], { encoding: 'utf8' }).split('\n');
  const [round] = rounds.find((line) => line.includes(`grade ${grade} `) && line.includes('nearest-first')).split(' ');
  execFileSync(HOCGAN, ['admit', city, 'publish', round], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Makes the city and serves it at a port of its own. `published`: grades whose
    results are out. `stop` leaves nothing behind. */
export async function openTown({ pupils = 2000, published = [] } = {}) {
  const { folder, city } = drawCity(pupils);
  for (const grade of published) publishRound(city, grade);
  return serve(city, folder, '--listen');
}

/** The office of a city in a folder of its own: `ask` is nobody's; `signIn`
    gives someone who is signed in. `ward` is that of the officer of one. */
export async function openOffice({ folder, city }, ward) {
  addPeople(city, ward);
  const office = await serve(city, folder, '--office');
  return { ...office, ward, signIn: (name) => signIn(office, name, PASSWORD) };
}

/** The same of the made-up city. */
export async function openOfficeTown({ pupils = 2000 } = {}) {
  const { folder, city } = drawCity(pupils);
  execFileSync(HOCGAN, ['export', city, 'wards', '--format', 'csv', '-o', join(folder, 'wards.csv')]);
  return openOffice({ folder, city }, readFileSync(join(folder, 'wards.csv'), 'utf8').split(/\r?\n/)[1].split(',')[0]);
}

/** A city that is there already, only read. */
export function openCity(city) {
  return serve(city, null, '--listen');
}
