import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { Label } from '../../contracts/label.ts';
import type { Dossier, Item } from './dossier.ts';
import type { Line } from './fields.ts';

/** Noto Sans Hans, licence OFL 1.1. Only the characters that occur go into a document. */
const fonts = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
const margin = 50;
const indent = 150;

/** Lays a dossier out on A4 pages. Takes about half a second of processor time: `dossierPdf` does it beside the requests. */
export async function layOut({ title, number, facts, sections, footer }: Dossier): Promise<Uint8Array> {
  const [regular, bold] = await Promise.all(['Regular', 'Bold'].map((weight) => readFile(join(fonts, `NotoSansHans-${weight}.otf`))));
  if (regular === undefined || bold === undefined) throw new Error('there is no font');
  const page = new PDFDocument({
    size: 'A4',
    margins: { top: margin, left: margin, right: margin, bottom: margin + 20 },
    bufferPages: true,
    lang: 'zh-CN',
    info: { Title: `${title.zh} ${number}`, Creator: '联动 Liandong' },
  });
  const bytes: Buffer[] = [];
  page.on('data', (part: Buffer) => bytes.push(part));
  const ended = new Promise<void>((resolve) => page.on('end', () => resolve()));
  page.registerFont('regular', regular).registerFont('bold', bold);

  page.font('bold').fontSize(18).text(title.zh).font('regular').fontSize(10).fillColor('#666').text(title.en);
  page.fontSize(12).fillColor('black').text(number).moveDown(0.5);
  lines(facts);
  for (const section of sections) {
    keepTogether(80);
    page.moveDown(1).font('bold').fontSize(13).fillColor('#b3262a').text(`${section.title.zh}  ${section.title.en}`).fillColor('black').moveDown(0.2);
    if (section.items.length === 0) page.font('regular').fontSize(9.5).text('无 none');
    for (const each of section.items) item(each);
  }
  page.moveDown(1.5).font('regular').fontSize(8.5).fillColor('#444').text(footer.zh).text(footer.en);
  numberPages();
  page.end();
  await ended;
  return Buffer.concat(bytes);

  function item({ heading, lines: all }: Item): void {
    keepTogether(50);
    page.moveDown(0.4).font('bold').fontSize(10).text(both(heading));
    lines(all);
  }

  /** The name at the left, what it is beside it. */
  function lines(all: readonly Line[]): void {
    page.font('regular').fontSize(9.5);
    for (const { name, value } of all) {
      const [left, right] = [both(name), both(value)];
      const width = page.page.width - 2 * margin;
      const height = Math.max(page.heightOfString(left, { width: indent - 10 }), Math.min(page.heightOfString(right, { width: width - indent }), 60));
      keepTogether(height);
      const { y } = page;
      page.fillColor('#666').text(left, margin, y, { width: indent - 10 });
      const { y: below } = page;
      page.fillColor('black').text(right, margin + indent, y, { width: width - indent });
      if (page.y < below && page.y > y) page.y = below;
      page.x = margin;
    }
  }

  function keepTogether(height: number): void {
    if (page.y + height > page.page.height - page.page.margins.bottom) page.addPage();
  }

  function numberPages(): void {
    const { start, count } = page.bufferedPageRange();
    for (let index = start; index < start + count; index += 1) {
      page.switchToPage(index);
      const { margins, height, width } = page.page;
      margins.bottom = 0; // else the number would begin a page of its own
      page.font('regular').fontSize(8).fillColor('#666').text(`${number}   ${index + 1} / ${count}`, margin, height - 40, { width: width - 2 * margin, align: 'center' });
    }
  }
}

function both(text: Label | string): string {
  if (typeof text === 'string') return text;
  return text.zh === text.en ? text.zh : `${text.zh}  ${text.en}`;
}
