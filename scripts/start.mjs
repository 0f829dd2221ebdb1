import { continueWith, prepare } from './bootstrap.mjs';

prepare();
continueWith('scripts/up.ts', process.argv.slice(2));
