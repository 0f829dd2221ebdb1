import type { Deps } from '../deps.ts';
import { reply } from '../http/endpoint.ts';
import type { ProcedureDefinition } from '../../contracts/procedure.ts';
import type { Opened } from './open-case.ts';

/** What opening a case answers: 201 when its first record is written, 202 and where to look when the record follows. */
export function openedReply({ config, engine }: Deps, { family }: ProcedureDefinition, { caseNo, workflowId, receipt, answered }: Opened) {
  const self = `${config.publicUrl}/api/v1/cases/${encodeURIComponent(workflowId)}`;
  if (answered === null) return reply(202, { caseNo, pending: true as const, links: { self } }, { location: self, 'retry-after': '5' });
  const temporalUi = `${config.temporalUiUrl}/namespaces/${engine.quarters(family).namespace}/workflows/${encodeURIComponent(workflowId)}`;
  return reply(201, { caseNo, workflowId, receipt, links: { self, temporalUi } }, { location: self });
}
