import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Name of the worker among the built files. The API serves it at the root (api/web/pages.ts). */
const workerFile = 'service-worker.js';
/** Loaded when they are opened: those parts of the pages that the phone page opens. */
const lazyParts = /\/web\/(field|session|forms)\//;
/** Of web/public. */
const publicFiles = ['/mark.svg', '/manifest.webmanifest', '/icons/icon-192.png', '/icons/icon-512.png', '/icons/icon-maskable-512.png'];

/** Tells the service worker which files the phone page needs, and gives the version a name that changes with any of them. */
export function keptFiles(): Plugin {
  return {
    name: 'kept-files',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle[workerFile];
      if (worker?.type !== 'chunk') throw new Error(`the build has no ${workerFile}`);
      if (worker.imports.length > 0) throw new Error(`${workerFile} must stand alone, but imports ${worker.imports.join(', ')}`);

      const kept = new Set<string>();
      const keep = (name: string): void => {
        const chunk = bundle[name];
        if (kept.has(name) || chunk?.type !== 'chunk') return;
        kept.add(name);
        for (const style of chunk.viteMetadata?.importedCss ?? []) kept.add(style);
        chunk.imports.forEach(keep);
        for (const lazy of chunk.dynamicImports) {
          const part = bundle[lazy];
          if (part?.type === 'chunk' && lazyParts.test(part.facadeModuleId ?? '')) keep(lazy);
        }
      };
      for (const [name, chunk] of Object.entries(bundle)) if (chunk.type === 'chunk' && chunk.isEntry && name !== workerFile) keep(name);

      const files = [...[...kept].map((name) => `/${name}`).toSorted(), ...publicFiles];
      const document = bundle['index.html'];
      const contents = [files.join(), document?.type === 'asset' ? String(document.source) : '', worker.code, ...publicFiles.map((file) => readFileSync(join(import.meta.dirname, '../public', file)))];
      const version = contents.reduce((hash, each) => hash.update(each), createHash('sha256')).digest('hex').slice(0, 16);
      worker.code = worker.code.replaceAll('builtFiles', JSON.stringify(files)).replaceAll('builtVersion', JSON.stringify(version)).replace(/export\s*\{\s*\};?/, '');
    },
  };
}
