import { defineConfig } from 'vite';

// While working on the pages, `npm run dev` serves them from source and takes
// answers and tiles from a `hocgan serve` on its usual port.
const service = 'http://127.0.0.1:8080';

export default defineConfig({
  server: { proxy: { '/v1': service, '/tiles': service } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ['index.html', 'docs.html'] },
    // MapLibre is one large file of its own, fetched after the answer is there; so is
    // Swagger UI, on the page of the API alone.
    chunkSizeWarningLimit: 1800,
  },
});
