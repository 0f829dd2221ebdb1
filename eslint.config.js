import tseslint from 'typescript-eslint';

const unitTests = ['**/*.test.ts', '**/*.test.tsx'];
const folders = ['workflows', 'activities', 'api', 'contracts', 'prisma', 'web', 'worker', 'tests', 'bench', 'scripts'];
const foldersExcept = (...allowed) => folders.filter((folder) => !allowed.includes(folder));

/** A package, or a part of one, that is not in the list. Relative paths are not packages. */
const packagesExcept = (...allowed) => `^(?!\\.)(?!(${allowed.join('|')})(/|$))`;

/**
 * What the files of a folder may not import. `into` names other top folders: how many steps lead there depends on
 * how deep a file lies, so there is one entry for each depth.
 */
const imports = (folder, ...restrictions) =>
  [1, 2, 3, 4, 5].map((depth) => ({
    files: ['ts', 'tsx'].map((ending) => `${folder}/${'*/'.repeat(depth - 1)}*.${ending}`),
    ignores: unitTests,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: restrictions.map(({ into, regex = `^(\\.\\./){${depth}}(${into.join('|')})/`, ...rest }) => ({ regex, ...rest })),
        },
      ],
    },
  }));

const notTheApi = { into: ['api'], message: 'Only the API itself, tests and tools import api/.' };

export default tseslint.config(
  { ignores: ['node_modules/', 'prisma/generated/', '.liandong/', 'coverage/', '**/dist/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },

  // Imports point inward (docs/design, section 3). tests/lint-rules.test.ts proves each rule.
  ...imports(
    'contracts',
    { into: foldersExcept(), message: 'contracts/ is imported by everything and imports nothing of ours.' },
    { regex: packagesExcept('zod'), message: 'contracts/ imports nothing but zod.' },
  ),
  ...imports(
    'workflows',
    { into: foldersExcept('contracts', 'activities'), message: 'workflows/ import contracts, the kit, and types of activities.' },
    { into: ['activities'], allowTypeImports: true, message: 'A workflow knows activities by `import type` only: they run elsewhere.' },
    {
      regex: packagesExcept('@temporalio/workflow', '@temporalio/common'),
      message: 'A workflow is deterministic: no Node built-ins, no other packages.',
    },
  ),
  ...imports(
    'activities',
    { into: ['api', 'prisma'], message: 'Activities speak to the internal API, which owns the database.' },
    { regex: '^(@prisma/|pg$)', message: 'Activities speak to the internal API, which owns the database.' },
  ),
  ...imports('web', { into: foldersExcept('contracts'), message: 'web/ knows the contracts only, and the API by HTTP.' }),
  ...imports('worker', notTheApi),
  ...imports('prisma', notTheApi),
  {
    files: ['contracts/**/*.ts', 'workflows/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'ImportExpression', message: 'Import at the top, where the import rules see it.' }],
    },
  },
);
