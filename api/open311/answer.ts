import XmlBuilder from 'fast-xml-builder';

export type Format = 'json' | 'xml';

const mediaTypes: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
};

/** How a kind of answer is told in XML: the name of its root, and of each item where it is a list. */
export interface Element {
  readonly root: string;
  readonly item?: string;
}

/** An answer of GeoReport v2 in one of its two formats, with its media type. In XML, what is null is an empty element. */
export function told(format: Format, { root, item }: Element, answer: unknown): { readonly type: string; readonly text: string } {
  const type = mediaTypes[format];
  if (format === 'json') return { type, text: JSON.stringify(answer) };
  const builder = new XmlBuilder({ format: false, suppressEmptyNode: true });
  const content = item === undefined ? answer : { [item]: answer };
  return { type, text: `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: emptied(content) })}` };
}

function emptied(value: unknown): unknown {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(emptied);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, emptied(field)]));
}
