import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { chunks } from './vite/chunks.ts';
import { firstScript } from './vite/first_script.ts';
import { mapLeftOut } from './vite/map_left_out.ts';
import { MAP_SOURCE, mapWorker } from './vite/map_program.ts';
import { squeezed } from './vite/squeezed.ts';

// While working on the pages, `npm run dev` serves them from source and takes
// answers and tiles from a `hocgan serve` on its usual port.
const service = 'http://127.0.0.1:8080';

// The fonts that styles of the server name (/tiles/style.json), where maps of
// others find them whatever the pages' own copies are called.
const MAP_FONTS = ['latin-400', 'latin-600', 'vietnamese-400', 'vietnamese-600'].map(
  (face) => `be-vietnam-pro-${face}-normal.woff2`,
);

const mapFonts: Plugin = {
  name: 'map-fonts',
  generateBundle() {
    for (const name of MAP_FONTS) {
      const source = readFileSync(`node_modules/@fontsource/be-vietnam-pro/files/${name}`);
      this.emitFile({ type: 'asset', fileName: `fonts/${name}`, source });
    }
  },
};

// What a page says without JavaScript, "{{where}}" in its HTML, is said in the
// words of the page the server writes then.
const SENTENCES = ['src/text/common.vi.json', 'src/parents/text.vi.json', '../api/page/find.vi.json'].map(
  (file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>,
);

const sentences: Plugin = {
  name: 'sentences',
  transformIndexHtml: (html) => {
    const said = Object.assign({}, ...SENTENCES) as Record<string, string>;
    return html.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => said[name] ?? hole);
  },
};

export default defineConfig({
  plugins: [mapFonts, mapWorker(), mapLeftOut(MAP_SOURCE), firstScript, sentences, squeezed],
  resolve: { alias: [{ find: /^maplibre-gl$/, replacement: `${MAP_SOURCE}/index.ts` }] },
  server: { proxy: { '/v1': service, '/tiles': service } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: ['index.html', 'officer.html', 'planner.html', 'family.html', 'docs.html'],
      output: { experimentalMinChunkSize: 12_000, manualChunks: chunks() },
    },
    // MapLibre is one large file of its own, fetched after the answer is there; so is
    // Swagger UI, on the page of the API alone.
    chunkSizeWarningLimit: 1800,
  },
});
