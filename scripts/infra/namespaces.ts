import { setTimeout as sleep } from 'node:timers/promises';
import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

/** One namespace per family of procedures; the task queue has the same name. */
export const families = ['general', 'discipline'] as const;

// temporal.api.enums.v1.IndexedValueType
const keyword = 2;
const datetime = 6;

/** What administrators can search cases by. Never personal data: search attributes are not encrypted. */
const searchAttributes = {
  CaseNo: keyword,
  Procedure: keyword,
  Region: keyword,
  LeadUnit: keyword,
  Stage: keyword,
  Light: keyword,
  DueAt: datetime,
};

const alreadyExists = 6;

/**
 * Makes each namespace with our search attributes, unless it is there, and waits until workflows can use it.
 * Closed workflows are kept for `retentionDays`.
 */
export async function ensureNamespaces(connection: Connection, names: readonly string[], retentionDays = 30): Promise<void> {
  await Promise.all(names.map((name) => ensureNamespace(connection, name, retentionDays)));
}

async function ensureNamespace(connection: Connection, namespace: string, retentionDays: number): Promise<void> {
  await unlessThere(
    connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(`${retentionDays} days`),
    }),
  );

  const { customAttributes } = await eventually(() => connection.operatorService.listSearchAttributes({ namespace }));
  const missing = Object.entries(searchAttributes).filter(([name]) => !(name in customAttributes));
  if (missing.length > 0) {
    await unlessThere(
      connection.operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing) }),
    );
  }
  const query = Object.keys(searchAttributes).map((name) => `\`${name}\` is null`).join(' and ');
  await eventually(() => connection.workflowService.countWorkflowExecutions({ namespace, query }));
}

async function unlessThere(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== alreadyExists) throw error;
  }
}

/** The parts of a cluster hear of a new namespace one after the other, within seconds. */
async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 300) throw error;
      await sleep(100);
    }
  }
}
