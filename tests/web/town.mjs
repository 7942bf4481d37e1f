// The made-up city, made once by the real program, and a server of it.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const HOCGAN = process.env.HOCGAN;
const PAGES = join(process.env.HOCGAN_SOURCE, 'web', 'dist');

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line;
  throw new Error('the server ended before it said its address');
}

/** Makes the city and serves it at a port of its own. `stop` leaves nothing behind. */
export async function openTown() {
  const folder = mkdtempSync(join(tmpdir(), 'hocgan-web-'));
  execFileSync(HOCGAN, ['demo', folder, '--pupils', '2000'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const city = join(folder, 'city.sqlite');
  const server = spawn(HOCGAN, ['serve', city, '--listen', '127.0.0.1:0', '--pages', PAGES], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = /https?:\/\/[^\s/]+/.exec(await firstLine(server.stdout))[0];
  return {
    address,
    ask: async (path, query = {}) => {
      const response = await fetch(`${address}${path}?${new URLSearchParams(query)}`);
      return response.json();
    },
    /** What the program says of a receipt in a file; throws unless it agrees. */
    checkReceipt: (file) => execFileSync(HOCGAN, ['route', city, '--check', file], { encoding: 'utf8' }),
    stop: () => {
      server.kill('SIGTERM');
      rmSync(folder, { recursive: true });
    },
  };
}
