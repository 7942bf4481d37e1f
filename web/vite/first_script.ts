// A small program of the parents' page, which asks the service while the rest of
// the page's program is on its way: a file of its own, named at the head of the page.

import { fileURLToPath } from 'node:url';
import type { HtmlTagDescriptor, Plugin } from 'vite';

export const FIRST = fileURLToPath(new URL('../src/parents/first.ts', import.meta.url));

export const firstScript: Plugin = {
  name: 'first-script',
  apply: 'build',
  buildStart() {
    this.emitFile({ type: 'chunk', id: FIRST, name: 'first' });
  },
  transformIndexHtml: {
    order: 'post',
    handler(_html, { filename, bundle = {} }) {
      if (!filename.endsWith('/index.html')) return [];
      const first = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId === FIRST);
      if (first?.type !== 'chunk') throw new Error('the first script was not built');
      const script: HtmlTagDescriptor = { tag: 'script', attrs: { type: 'module', async: true, crossorigin: true, src: `/${first.fileName}` } };
      const ahead = first.imports.map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` } }));
      return [script, ...ahead];
    },
  },
};
