import { createHash } from 'node:crypto';
import type { Bulletin, BulletinLine } from '../../contracts/api/bulletins.ts';
import { assessed } from '../../contracts/api/formulas.ts';
import { escaped } from '../dossier/html.ts';

const style = `
body { font-family: "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem; }
table { border-collapse: collapse; margin-bottom: 2rem; }
th, td { border: 1px solid #999; padding: .3rem .6rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
`;

/** What a browser may do with the page: nothing but its own style. */
export const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

type Column = readonly [title: string, value: (line: BulletinLine) => number | null];

const percent = (rate: number | null) => (rate === null ? null : Math.round(rate * 10_000) / 100);

const columns: readonly Column[] = [
  ['登记量', ({ registered }) => registered],
  ['受理量', ({ accepted }) => accepted],
  ['办结量', ({ closed }) => closed],
  ['超期量', ({ overdue }) => overdue],
  ['返工量', ({ reworked }) => reworked],
  ['办结率%', ({ closedRate }) => percent(closedRate)],
  ['按时率%', ({ inTimeRate }) => percent(inTimeRate)],
  ['响应率%', ({ responseRate }) => percent(responseRate)],
  ['解决率%', ({ resolutionRate }) => percent(resolutionRate)],
  ['满意率%', ({ satisfactionRate }) => percent(satisfactionRate)],
  ['评价均值', ({ ratingMean }) => ratingMean],
  ['得分', ({ score }) => score],
];

/** 开放数据: one table for all, as CSV (RFC 4180, UTF-8 with a mark that spreadsheets know). Numbers of places and units; nobody's name. */
export function csvOf({ month, region, formula, tables }: Bulletin): string {
  const header = ['月份', '区划', '公式版本', '表', '代码', '名称', ...columns.map(([title]) => title)];
  const lines = tables.flatMap(({ name, lines: of }) =>
    of.map((line) => [month, region, formula.version, name.zh, line.key, line.name.zh, ...columns.map(([, value]) => value(line))]),
  );
  return `\uFEFF${[header, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

/** A cell that begins like a formula of a spreadsheet is kept from being one. */
function quoted(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** 通报 as a page that is read and printed. */
export function pageOf(bulletin: Bulletin): string {
  const { caseNo, month, publishedAt, formula, tables } = bulletin;
  const weights = Object.entries(formula.weights).map(([name, weight]) => `${assessed[name as keyof typeof assessed].zh} ${percent(weight)}%`);
  const title = `${month} 考核通报`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(`${title} ${caseNo}`)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(caseNo)} ${publishedAt === null ? '<strong>草稿,尚未公布</strong>' : `公布于 ${escaped(dayOf(publishedAt))}`}</p>
<p>公式第 ${formula.version} 版:${escaped(weights.join('、'))}。依据:${escaped(formula.source)}</p>
${tables.map(tableOf).join('\n')}
<p>统计口径:当月立案事项截至汇总之日的情况;涉密与纪检监察事项不计入。无可计算的指标不计权重。签到、点击、上报次数不计入考核。</p>
</body>
</html>
`;
}

function tableOf({ name, lines }: Bulletin['tables'][number]): string {
  const head = ['对象', ...columns.map(([title]) => title)].map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
  const rows = lines.map((line) => {
    const corrected = line.corrections.map(({ from, to, reason }) => `<br><small>更正:${from} → ${to},${escaped(reason)}</small>`).join('');
    const cells = columns.map(([, value]) => `<td>${value(line) ?? '—'}</td>`).join('');
    return `<tr><td>${escaped(line.name.zh)}${corrected}</td>${cells}</tr>`;
  });
  return `<h2>${escaped(name.zh)}</h2>\n<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

/** The day in Beijing. */
function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
}
