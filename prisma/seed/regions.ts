import type { Region } from '../../contracts/api/registry.ts';

function region(code: string, zh: string, en: string, parent: string | null, short: string | null = null): Region {
  return { code, name: { zh, en }, parent, short };
}

/** 区划 of the places where the procedures come from. Above a county the codes are GB/T 2260, below it those of the statistics. */
export const regions: readonly Region[] = [
  region('340000', '安徽省', 'Anhui', null, '皖'),

  region('340100', '合肥市', 'Hefei', '340000', '合'),
  region('340103', '庐阳区', 'Luyang', '340100', '庐'),
  region('340122', '肥东县', 'Feidong', '340100', '肥'),
  region('340122107', '八斗镇', 'Badou', '340122'),

  region('340500', '马鞍山市', 'Maanshan', '340000', '马'),
  region('340521', '当涂县', 'Dangtu', '340500', '当'),
  region('340521110', '年陡镇', 'Niandou', '340521'),

  region('340800', '安庆市', 'Anqing', '340000', '安'),
  region('340881', '桐城市', 'Tongcheng', '340800', '桐'),
  region('340881109', '唐湾镇', 'Tangwan', '340881'),

  region('341000', '黄山市', 'Huangshan', '340000', '黄'),
  region('341002', '屯溪区', 'Tunxi', '341000', '屯'),
  region('341002004', '老街街道', 'Laojie', '341002'),
  region('341002102', '黎阳镇', 'Liyang', '341002'),
  region('341023', '黟县', 'Yixian', '341000', '黟'),
  region('341023100', '碧阳镇', 'Biyang', '341023'),

  region('341700', '池州市', 'Chizhou', '340000', '池'),
  region('341702', '贵池区', 'Guichi', '341700', '贵'),
  region('341702402', '平天湖风景区', 'Pingtian Lake', '341702'),
];
