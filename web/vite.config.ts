import { join } from 'node:path';
import { defineConfig } from 'vite';
import { keptFiles } from './service-worker/build.ts';

/** Built into web/dist, which the API serves; `nonce` there is replaced in every answer (api/web/pages.ts). */
export default defineConfig({
  root: import.meta.dirname,
  html: { cspNonce: 'nonce' },
  plugins: [keptFiles()],
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: { index: join(import.meta.dirname, 'index.html'), 'service-worker': join(import.meta.dirname, 'service-worker/service-worker.ts') },
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log); // "use client" in Ant Design: there is no server here
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
