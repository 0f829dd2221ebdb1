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
  testTimeout: 120_000,
};
