import { today } from './chizhou.ts';

export const thisMonth = today.slice(0, 7);

/** 池州经开区: the service centre assesses two departments on the filings of this month. */
export function assessmentOf(changes: Record<string, unknown> = {}) {
  return {
    procedure: 'assessment',
    region: '341702',
    title: `${thisMonth} 考核通报`,
    matter: {
      month: thisMonth,
      assessor: 'chizhou-etdz-service',
      assessed: ['chizhou-etdz-market', 'chizhou-etdz-hr'],
      procedures: ['assistedFiling'],
      ...changes,
    },
  };
}

/** 池州经开区: the administration of the zone looks into filings of this month. */
export function inspectionOf(changes: Record<string, unknown> = {}) {
  return {
    procedure: 'inspection',
    region: '341702',
    title: `${thisMonth} 帮办代办专项督查`,
    matter: { inspector: 'chizhou-etdz', procedure: 'assistedFiling', month: thisMonth, size: 4, ...changes },
  };
}
