import { continueWith, prepare } from './bootstrap.mjs';

prepare();
continueWith('scripts/check.ts', process.argv.slice(2));
