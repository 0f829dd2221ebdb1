import type { Unit } from '../../../contracts/api/registry.ts';

type Draft = Omit<Unit, 'active' | 'region' | 'discipline'>;

/** Units of one region. `discipline`: of discipline inspection. */
function unitsOf(region: string, { discipline }: { discipline: boolean }, drafts: readonly Draft[]): Unit[] {
  return drafts.map((draft) => ({ ...draft, region, discipline, active: true }));
}

function unit(code: string, zh: string, en: string, kind: Unit['kind'], parent: string | null = null): Draft {
  return { code, name: { zh, en }, kind, parent, party: null, area: null };
}

/** A grid with its party branch. Its area is a rectangle of the map, in degrees, and invented like its code. */
function grid(code: string, zh: string, en: string, parent: string, [west, south, east, north]: readonly [number, number, number, number]): Draft {
  return {
    ...unit(code, zh, en, 'grid', parent),
    party: { zh: `${zh}党支部`, en: `Party branch of ${en}` },
    area: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
  };
}

function building(code: string, zh: string, en: string, parent: string): Draft {
  return { ...unit(code, zh, en, 'building', parent), party: { zh: `${zh}党小组`, en: `Party group of ${en}` } };
}

/** Units as the page tells of them, with invented codes. The tree is the one along which reminders and supervision climb. */
export const exampleUnits: readonly Unit[] = [
  // 系统管理
  ...unitsOf('340000', { discipline: false }, [unit('liandong-operations', '联动平台运行中心', 'Liandong operations', 'other')]),

  // 肥东: 室组地联动
  ...unitsOf('340100', { discipline: true }, [unit('hefei-cdi', '合肥市纪委监委', 'Hefei commission for discipline inspection', 'other')]),
  ...unitsOf('340122', { discipline: true }, [
    unit('feidong-cdi', '肥东县纪委监委', 'Feidong commission for discipline inspection', 'countyCommission', 'hefei-cdi'),
    unit('feidong-cdi-petitions', '肥东县纪委监委信访室', 'Feidong commission, petitions office', 'department', 'feidong-cdi'),
    unit('feidong-cdi-registry', '肥东县纪委监委案件监督管理室', 'Feidong commission, case registry', 'department', 'feidong-cdi'),
    unit('feidong-cdi-review', '肥东县纪委监委案件审理室', 'Feidong commission, case review', 'department', 'feidong-cdi'),
    unit('feidong-cdi-office-4', '肥东县纪委监委第四协作区监督检查室', 'Feidong commission, supervision office of area 4', 'supervisionOffice', 'feidong-cdi'),
    unit('feidong-cdi-group-agri', '驻县农业农村局纪检监察组', 'Inspection group stationed at Feidong agriculture', 'stationedGroup', 'feidong-cdi'),
  ]),
  ...unitsOf('340122107', { discipline: true }, [unit('badou-cdi', '八斗镇纪委', 'Badou town commission', 'townCommission', 'feidong-cdi')]),
  ...unitsOf('340122107', { discipline: false }, [
    unit('badou-town', '八斗镇人民政府', 'Badou town government', 'street'),
    unit('badou-village', '八斗镇示例村村民委员会', 'Example village committee of Badou', 'community', 'badou-town'),
  ]),

  // 池州经开区: 政务服务进社区
  ...unitsOf('341702', { discipline: false }, [
    unit('chizhou-etdz', '池州经开区管理委员会', 'Administration of Chizhou development zone', 'department'),
    unit('chizhou-etdz-service', '池州经开区政务服务中心', 'Service centre of Chizhou development zone', 'serviceCentre', 'chizhou-etdz'),
    unit('chizhou-etdz-market', '池州经开区市场监督管理局', 'Market supervision of Chizhou development zone', 'department', 'chizhou-etdz'),
    unit('chizhou-etdz-hr', '池州经开区人力资源和社会保障局', 'Human resources of Chizhou development zone', 'department', 'chizhou-etdz'),
    unit('chizhou-etdz-medical', '池州经开区医疗保障局', 'Medical insurance of Chizhou development zone', 'department', 'chizhou-etdz'),
    unit('chizhou-etdz-housing', '池州经开区住房和城乡建设局', 'Housing and construction of Chizhou development zone', 'department', 'chizhou-etdz'),
    unit('jiuhua-bank', '九华农商行', 'Jiuhua rural commercial bank', 'bank', 'chizhou-etdz'),
  ]),
  ...unitsOf('341702402', { discipline: false }, [
    unit('pingtianhu-community', '平天湖社区', 'Pingtian Lake community', 'community', 'chizhou-etdz'),
  ]),

  // 屯溪: 全科网格
  ...unitsOf('341002', { discipline: false }, [
    unit('tunxi', '屯溪区人民政府', 'Tunxi district government', 'department'),
    unit('tunxi-grid-centre', '屯溪区网格化服务管理中心', 'Tunxi grid centre', 'gridCentre', 'tunxi'),
    unit('tunxi-urban', '屯溪区城市管理局', 'Tunxi urban management', 'department', 'tunxi'),
    unit('tunxi-market', '屯溪区市场监督管理局', 'Tunxi market supervision', 'department', 'tunxi'),
  ]),
  ...unitsOf('341002004', { discipline: false }, [
    unit('laojie-street', '老街街道办事处', 'Laojie street office', 'street', 'tunxi'),
    unit('laojie-community', '老街社区', 'Laojie community', 'community', 'laojie-street'),
    grid('laojie-grid-1', '老街社区第一网格', 'Laojie community, grid 1', 'laojie-community', [118.3, 29.705, 118.306, 29.712]),
    grid('laojie-grid-2', '老街社区第二网格', 'Laojie community, grid 2', 'laojie-community', [118.306, 29.705, 118.312, 29.712]),
    building('laojie-building-1', '老街1号楼', 'Laojie, building 1', 'laojie-grid-1'),
  ]),
  ...unitsOf('341002102', { discipline: false }, [
    unit('liyang-town', '黎阳镇人民政府', 'Liyang town government', 'street', 'tunxi'),
    unit('liyang-community', '黎阳社区', 'Liyang community', 'community', 'liyang-town'),
    grid('liyang-grid-1', '黎阳社区第一网格', 'Liyang community, grid 1', 'liyang-community', [118.285, 29.7, 118.297, 29.712]),
  ]),

  // 桐城: 监督一点通
  ...unitsOf('340800', { discipline: true }, [
    unit('anqing-cdi', '安庆市纪委监委', 'Anqing commission for discipline inspection', 'other'),
    unit('anqing-cdi-office-1', '安庆市纪委监委第一监督检查室', 'Anqing commission, supervision office 1', 'supervisionOffice', 'anqing-cdi'),
  ]),
  ...unitsOf('340881', { discipline: true }, [
    unit('tongcheng-cdi', '桐城市纪委监委', 'Tongcheng commission for discipline inspection', 'countyCommission', 'anqing-cdi'),
    unit('tongcheng-cdi-office-1', '桐城市纪委监委第一监督检查室', 'Tongcheng commission, supervision office 1', 'supervisionOffice', 'tongcheng-cdi'),
  ]),
  ...unitsOf('340881109', { discipline: true }, [unit('tangwan-cdi', '唐湾镇纪委', 'Tangwan town commission', 'townCommission', 'tongcheng-cdi')]),
  ...unitsOf('340881', { discipline: false }, [unit('tongcheng-platform', '桐城市“监督一点通”平台办公室', 'Tongcheng platform office', 'serviceCentre')]),
  ...unitsOf('340881', { discipline: false }, [unit('tongcheng-water', '桐城市水利局', 'Tongcheng water resources', 'department', 'tongcheng-platform')]),
  ...unitsOf('340881109', { discipline: false }, [
    unit('tangwan-town', '唐湾镇人民政府', 'Tangwan town government', 'street', 'tongcheng-platform'),
    unit('tangwan-village', '唐湾镇示例村村民委员会', 'Example village committee of Tangwan', 'community', 'tangwan-town'),
  ]),

  // 当涂: 送证上门
  ...unitsOf('340521', { discipline: false }, [unit('dangtu-police', '当涂县公安局', 'Dangtu police', 'department')]),
  ...unitsOf('340521110', { discipline: false }, [unit('niandou-police', '年陡派出所', 'Niandou police station', 'department', 'dangtu-police')]),

  // 屯溪老街: 巡街打更
  ...unitsOf('341002004', { discipline: false }, [
    unit('laojie-merchants', '老街商会党支部', 'Party branch of the Laojie merchants', 'other', 'laojie-community'),
    unit('laojie-volunteers', '老街平安志愿队', 'Safety volunteers of Laojie', 'other', 'laojie-community'),
  ]),

  // 黎阳: 长板凳议事会
  ...unitsOf('341002', { discipline: false }, [
    unit('tunxi-education', '屯溪区教育局', 'Tunxi education', 'department', 'tunxi'),
    unit('tunxi-housing', '屯溪区住房和城乡建设局', 'Tunxi housing and construction', 'department', 'tunxi'),
    unit('tunxi-planning', '屯溪区自然资源和规划局', 'Tunxi planning', 'department', 'tunxi'),
  ]),

  // 黟县: 作退一步想
  ...unitsOf('341023', { discipline: false }, [
    unit('yixian', '黟县人民政府', 'Yixian county government', 'department'),
    unit('yixian-justice', '黟县司法局', 'Yixian justice', 'department', 'yixian'),
    unit('yixian-police', '黟县公安局', 'Yixian police', 'department', 'yixian'),
  ]),
  ...unitsOf('341023100', { discipline: false }, [
    unit('biyang-town', '碧阳镇人民政府', 'Biyang town government', 'street', 'yixian'),
    unit('biyang-community', '碧阳镇示例社区', 'Example community of Biyang', 'community', 'biyang-town'),
    unit('biyang-grid-4', '示例社区第四网格党支部', 'Party branch of grid 4', 'grid', 'biyang-community'),
    unit('biyang-studio', '“作退一步想”调解工作室', 'Mediation studio “take a step back”', 'other', 'biyang-town'),
    unit('biyang-judicial', '碧阳司法所', 'Biyang judicial office', 'department', 'yixian-justice'),
    unit('biyang-police', '碧阳派出所', 'Biyang police station', 'department', 'yixian-police'),
  ]),

  // 庐阳: 党群议事会
  ...unitsOf('340103', { discipline: false }, [
    unit('luyang', '庐阳区人民政府', 'Luyang district government', 'department'),
    unit('luyang-sports', '庐阳区教育体育局', 'Luyang education and sports', 'department', 'luyang'),
    unit('luyang-community', '庐阳区示例社区居民委员会', 'Example residents committee of Luyang', 'community', 'luyang'),
    unit('luyang-estate-branch', '示例小区党支部', 'Party branch of the example estate', 'other', 'luyang-community'),
    unit('luyang-property', '示例物业服务公司', 'Example property company', 'company', 'luyang-community'),
  ]),
];
