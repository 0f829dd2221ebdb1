import { Zip, ZipDeflate } from 'fflate';
import type { Cell } from './cell.ts';

/** A worksheet holds 1,048,576 lines; the next ones go to another. */
const mostLines = 1_000_000;
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * A workbook (ECMA-376) with the heading above the lines of each sheet, made while it is read: the lines are never all in
 * memory. Text is written as text: no spreadsheet takes it for a formula, not even when the cell is edited.
 */
export async function* workbook(heading: readonly string[], batches: AsyncIterable<ReadonlyArray<readonly Cell[]>>): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((failure, chunk) => {
    if (failure !== null) throw failure;
    made.push(chunk);
  });
  let sheets = 0;
  let lines = 0;
  let sheet = beginSheet();
  for await (const batch of batches) {
    if (lines + batch.length > mostLines) {
      endSheet(sheet);
      sheet = beginSheet();
    }
    const from = lines + 1;
    sheet.push(Buffer.from(batch.map((cells, index) => lineOf(cells, from + index)).join('')));
    lines += batch.length;
    yield* made.splice(0);
  }
  endSheet(sheet);
  for (const [path, content] of Object.entries(frameOf(sheets))) {
    const part = new ZipDeflate(path);
    zip.add(part);
    part.push(Buffer.from(declaration + content), true);
  }
  zip.end();
  yield* made;

  function beginSheet(): ZipDeflate {
    sheets += 1;
    lines = 1;
    const part = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 3 });
    zip.add(part);
    part.push(Buffer.from(`${declaration}<worksheet xmlns="${main}"><sheetData>${lineOf(heading, lines)}`));
    return part;
  }

  function endSheet(part: ZipDeflate): void {
    part.push(Buffer.from('</sheetData></worksheet>'), true);
  }
}

function lineOf(cells: readonly Cell[], number: number): string {
  return `<row r="${number}">${cells.map((cell, index) => cellOf(cell, `${lettersOf(index)}${number}`)).join('')}</row>`;
}

/** A, B … Z, AA, AB … */
function lettersOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${lettersOf(Math.floor(index / 26) - 1)}${last}`;
}

function cellOf(cell: Cell, place: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  const style = /^[=+\-@\t\r]/.test(cell) ? ' s="1"' : '';
  return `<c r="${place}" t="inlineStr"${style}><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XML 1.0 has no place for control characters. */
function escaped(text: string): string {
  return text.replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '').replaceAll(/[&<>]/g, (character) => entities[character] ?? character);
}

/** The parts around the sheets. Style 1 marks a cell as text whatever it begins with. */
function frameOf(sheets: number): Readonly<Record<string, string>> {
  const each = (of: (number: number) => string): string => Array.from({ length: sheets }, (_, index) => of(index + 1)).join('');
  return {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${types}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${each((number) => `<sheet name="Sheet${number}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each((number) => `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rIdStyles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf quotePrefix="1"/></cellXfs></styleSheet>`,
  };
}
