import { wordsWith, type Dictionary } from '../words/use-words.ts';

const zh = {
  'map.label': '地图。按方向键移动位置,按住 Shift 微调,按 + 或 - 缩放',
  'map.help': '在地图上点选,或直接填写经纬度。',
  'map.zoomIn': '放大',
  'map.zoomOut': '缩小',
  'map.whole': '显示全部',
  'map.here': '我的位置',
  'map.nowhere': '无法取得当前位置,请在地图上点选。',
  'map.clear': '清除位置',
  'map.lat': '纬度',
  'map.lng': '经度',
  'map.in': '位于 {name}',
  'map.outside': '不在任何网格内',
  'map.notSet': '尚未选择位置',
  'map.noAreas': '这里没有已划定范围的网格,可填写经纬度。',
} as const;

const en: Readonly<Record<keyof typeof zh, string>> = {
  'map.label': 'Map. Arrow keys move the pin, with Shift a little, + and - zoom',
  'map.help': 'Click on the map, or type latitude and longitude.',
  'map.zoomIn': 'Zoom in',
  'map.zoomOut': 'Zoom out',
  'map.whole': 'Show all',
  'map.here': 'Where I am',
  'map.nowhere': 'Your position cannot be told: click on the map.',
  'map.clear': 'Clear the point',
  'map.lat': 'Latitude',
  'map.lng': 'Longitude',
  'map.in': 'In {name}',
  'map.outside': 'In no grid',
  'map.notSet': 'No point yet',
  'map.noAreas': 'No grid here has an area: type latitude and longitude.',
};

export const words = { zh, en } satisfies Dictionary<keyof typeof zh>;
export const useMapWords = wordsWith(words);
