import type { RoutedTo } from '../../../contracts/api/routing.ts';

interface Rule {
  readonly category: string;
  readonly grade: number;
  readonly region: string;
  readonly version: number;
  readonly lead: RoutedTo;
  readonly coUnits: readonly RoutedTo[];
  readonly limit: string;
  readonly source: string;
  readonly active: boolean;
}

const urban: RoutedTo = { unit: 'tunxi-urban' };
const market: RoutedTo = { unit: 'tunxi-market' };

function inTunxi(category: string, grade: number, limit: string, lead: RoutedTo, ...coUnits: readonly RoutedTo[]): Rule {
  return { category, grade, region: '341002', version: 1, lead, coUnits, limit, source: '屯溪区示例分派规则;本地默认,可配置', active: true };
}

/** Which departments come when a street of 屯溪 whistles, and who leads in the district. */
export const routingRulesOfTunxi: readonly Rule[] = [
  inTunxi('exposed-rubbish', 3, 'gridEvent.exposedRubbish', { level: 'street' }, urban),
  inTunxi('exposed-rubbish', 4, 'gridEvent.exposedRubbish', urban),
  inTunxi('green-space', 4, 'gridEvent.greenSpace', urban),
  inTunxi('roadside-stall', 3, 'gridEvent.roadsideStall', { level: 'street' }, urban, market),
  inTunxi('illegal-building', 4, 'gridEvent.illegalBuilding', urban, { level: 'street' }),
];
