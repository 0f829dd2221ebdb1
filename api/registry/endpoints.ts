import { matterEndpoints } from './matters.ts';
import { officerEndpoints } from './officers.ts';
import { receivingUnitEndpoints } from './receiving-units.ts';
import { regionEndpoints } from './regions.ts';
import { unitEndpoints } from './units.ts';

/** 区划、单位、人员、事项 */
export const registryEndpoints = [...regionEndpoints, ...unitEndpoints, ...officerEndpoints, ...matterEndpoints, ...receivingUnitEndpoints];
