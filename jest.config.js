/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.liandong/', '/web/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/.liandong/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  globalSetup: './tests/rig/global-setup.ts',
  globalTeardown: './tests/rig/global-teardown.ts',
  maxWorkers: 2,
  // A fresh process for each file: what V8 keeps of those before makes a process four times slower in the end.
  workerIdleMemoryLimit: '200MB',
  testTimeout: 120_000,
};
