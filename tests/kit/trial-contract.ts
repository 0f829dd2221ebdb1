import { z } from 'zod';
import { instant } from '../../contracts/ids.ts';
import { defineProcedure } from '../../contracts/procedure.ts';
import { unitReference } from '../../contracts/references.ts';

/** 路灯报修: a small procedure in which each word of the kit has a place. */
export const lampRepair = defineProcedure({
  name: 'lampRepair',
  family: 'general',
  label: { zh: '路灯报修', en: 'Repair of a street lamp' },
  mark: '灯',
  confidential: false,
  openedBy: ['coordinator'],
  source: '试用流程',
  stages: {
    intake: { zh: '受理', en: 'Intake' },
    repair: { zh: '维修', en: 'Repair' },
    visit: { zh: '回访', en: 'Visit' },
  },
  matter: z.strictObject({
    join: z.union([z.enum(['all', 'any']), z.strictObject({ atLeast: z.int() })]).optional(),
    rule: z.string().optional(),
    units: z.array(unitReference).optional(),
    opensAt: instant.optional(),
    closesAt: instant.optional(),
  }),
  rated: true,
  steps: {
    register: {
      stage: 'intake',
      label: { zh: '登记', en: 'Register' },
      roles: ['coordinator'],
      form: z.strictObject({ lamp: z.string() }),
    },
    repair: {
      stage: 'repair',
      label: { zh: '修灯', en: 'Repair' },
      roles: ['handler', 'unitHead'],
      rule: 'lamp.repair',
      form: z.strictObject({ report: z.string() }),
      part: z.strictObject({ contribution: z.string() }),
      visibility: 'parties',
    },
    inspect: {
      stage: 'repair',
      label: { zh: '巡检', en: 'Inspect' },
      roles: ['handler', 'unitHead'],
      rule: 'lamp.inspect',
      form: z.strictObject({ sound: z.boolean() }),
    },
    attend: {
      stage: 'repair',
      label: { zh: '到场', en: 'Attend' },
      roles: ['handler', 'unitHead'],
      rule: 'lamp.attend',
      form: z.strictObject({ people: z.int() }),
    },
    takeOver: {
      stage: 'repair',
      label: { zh: '移交养护', en: 'Hand over for maintenance' },
      roles: ['handler', 'unitHead'],
      rule: 'lamp.takeOver',
      handOver: true,
      form: z.strictObject({ registeredAs: z.string() }),
    },
  },
});
