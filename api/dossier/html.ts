import { createHash } from 'node:crypto';
import type { Label } from '../../contracts/label.ts';
import type { Dossier, Item, Section } from './dossier.ts';
import type { Line } from './fields.ts';

const style = `
:root { font: 15px/1.6 "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1a1a1a; }
body { max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h1 + p { margin: 0 0 1rem; font-size: 1.1rem; }
h2 { font-size: 1.15rem; border-bottom: 2px solid #b3262a; margin: 2rem 0 .5rem; break-after: avoid; }
h3 { font-size: 1rem; margin: .8rem 0 .2rem; break-after: avoid; }
small { color: #666; font-size: .8em; font-weight: normal; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #ccc; padding: .15rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap; }
th { width: 14rem; font-weight: normal; background: #f5f5f5; }
tr { break-inside: avoid; } article { break-inside: auto; }
footer { margin-top: 2rem; border-top: 1px solid #ccc; color: #444; font-size: .9rem; }
@page { size: A4; margin: 18mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); } }
@media print { :root { font-size: 10.5pt; } body { margin: 0; max-width: none; padding: 0; } th { background: none; } }
`;

/** What a browser may do with the page: nothing but its own style. */
export const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

/** The dossier as one HTML document, Chinese first, English beside; made to be printed. */
export function dossierHtml({ title, number, facts, sections, footer }: Dossier): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${title.zh} ${number}`)}</title>
<style>${style}</style>
</head>
<body>
<h1>${both(title)}</h1>
<p>${escaped(number)}</p>
${tableOf(facts)}
${sections.map(sectionOf).join('\n')}
<footer><p>${both(footer)}</p></footer>
</body>
</html>
`;
}

function sectionOf({ title, items }: Section): string {
  const content = items.length === 0 ? `<p>${both({ zh: '无', en: 'none' })}</p>` : items.map(itemOf).join('\n');
  return `<section>\n<h2>${both(title)}</h2>\n${content}\n</section>`;
}

function itemOf({ heading, lines }: Item): string {
  return `<article>\n<h3>${both(heading)}</h3>\n${tableOf(lines)}\n</article>`;
}

function tableOf(lines: readonly Line[]): string {
  if (lines.length === 0) return '';
  return `<table>\n${lines.map(({ name, value }) => `<tr><th>${both(name)}</th><td>${both(value)}</td></tr>`).join('\n')}\n</table>`;
}

function both(text: Label | string): string {
  if (typeof text === 'string') return escaped(text);
  return text.zh === text.en ? escaped(text.zh) : `${escaped(text.zh)} <small lang="en">${escaped(text.en)}</small>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
