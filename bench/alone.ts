import type { WorkflowHandle } from '@temporalio/client';
import { crowd, type PlayCase } from './crowd.ts';
import { latencyOf } from './figures.ts';
import type { Alone } from './report.ts';
import type { StatementCounter } from './statements.ts';

const times = 5;

/** Plays some cases one after the other with nobody else about: what one action takes by itself, and what a case leaves behind. */
export async function playAlone(
  casesThatTell: (opened: (handle: WorkflowHandle) => void) => PlayCase,
  statements: StatementCounter,
): Promise<Alone> {
  const handles: WorkflowHandle[] = [];
  await crowd(1, 1, casesThatTell(() => undefined));
  await statements.reset();
  const { durations, actions } = await crowd(times, 1, casesThatTell((handle) => handles.push(handle)));
  const counted = await statements.read();
  const described = await Promise.all(handles.map((handle) => handle.describe()));
  return {
    latencies: Object.fromEntries(Object.entries(durations).map(([action, each]) => [action, latencyOf(each)])),
    historyEvents: mean(described.map(({ historyLength }) => historyLength)),
    historyBytes: mean(described.map(({ historySize }) => historySize ?? 0)),
    transitions: mean(described.map(({ raw }) => Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0))),
    statementsPerAction: counted.reduce((sum, { calls }) => sum + calls, 0) / actions,
    statements: counted.map(({ calls, planning, execution, text }) => ({
      perCase: calls / times,
      planning: planning / calls,
      execution: execution / calls,
      text,
    })),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
