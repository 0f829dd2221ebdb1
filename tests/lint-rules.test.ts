import { expect, test } from '@jest/globals';
import { ESLint } from 'eslint';

// Only the import rules, without types: the files named below need not exist.
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId.includes('no-restricted'),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

/** The complaints about one line of code, as if it stood in the file. */
async function complaints(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: file });
  return result?.messages.map(({ message }) => message) ?? [];
}

test.each([
  ['contracts/case.ts', "import { hash } from 'argon2';", 'nothing but zod'],
  ['contracts/case.ts', "import fs from 'node:fs';", 'nothing but zod'],
  ['contracts/case.ts', "import type { Case } from '../workflows/kit/case.ts';", 'nothing of ours'],
  ['contracts/procedures/joint-inspection.ts', "import { db } from '../../prisma/client.ts';", 'nothing of ours'],
  ['contracts/case.ts', "const zod = await import('zod');", 'Import at the top'],
  ['workflows/joint-inspection.ts', "import { createHash } from 'node:crypto';", 'deterministic'],
  ['workflows/joint-inspection.ts', "import { setTimeout } from 'timers';", 'deterministic'],
  ['workflows/joint-inspection.ts', "import { z } from 'zod';", 'deterministic'],
  ['workflows/joint-inspection.ts', "import { Client } from '@temporalio/client';", 'deterministic'],
  ['workflows/kit/case.ts', "import { record } from '../../activities/record.ts';", '`import type` only'],
  ['workflows/kit/case.ts', "import type { CaseRow } from '../../prisma/generated/client.ts';", 'types of activities'],
  ['workflows/kit/case.ts', "export { openCase } from '../../api/cases/open.ts';", 'types of activities'],
  ['activities/record.ts', "import { PrismaClient } from '../prisma/generated/client.ts';", 'internal API'],
  ['activities/record.ts', "import type { CaseView } from '../api/cases/view.ts';", 'internal API'],
  ['activities/record.ts', "import pg from 'pg';", 'internal API'],
  ['web/src/pages/case.tsx', "import type { CaseView } from '../../../api/cases/view.ts';", 'contracts only'],
  ['web/main.tsx', "import { step } from '../workflows/kit/step.ts';", 'contracts only'],
  ['worker/worker.ts', "import { createApp } from '../api/app.ts';", 'Only the API itself'],
  ['prisma/seed/seed.ts', "import { hash } from '../../api/accounts/password.ts';", 'Only the API itself'],
])('%s may not say: %s', async (file, code, message) => {
  expect(await complaints(file, code)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['contracts/procedures/joint-inspection.ts', "import { z } from 'zod';"],
  ['workflows/kit/case.ts', "import { condition } from '@temporalio/workflow';"],
  ['workflows/kit/case.ts', "import { caseNo } from '../../contracts/ids.ts';"],
  ['workflows/kit/case.ts', "import type { Activities } from '../../activities/index.ts';"],
  ['workflows/kit/case.test.ts', "import { test } from '@jest/globals';"],
  ['activities/record.ts', "import { recordSchema } from '../contracts/record.ts';"],
  ['web/src/pages/case.tsx', "import { get } from '../api/client.ts';"],
  ['api/cases/open.ts', "import { createApp } from '../app.ts';"],
  ['tests/joint-inspection.test.ts', "import { createApp } from '../api/app.ts';"],
  ['scripts/rebuild.ts', "import { createApp } from '../api/app.ts';"],
])('%s may say: %s', async (file, code) => {
  expect(await complaints(file, code)).toEqual([]);
});
