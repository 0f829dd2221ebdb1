import type { PublicationKind } from '../../contracts/api/publications.ts';
import { invalidFields } from '../http/check.ts';

const identity = /(?<![\dA-Za-z])[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/;
const oldIdentity = /(?<!\d)[1-9]\d{5}\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}(?!\d)/;
const mobile = /(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)/;
const landline = /(?<!\d)0\d{9,11}(?!\d)/;

/**
 * Warns of what looks like personal data in a text for everybody: an identity number anywhere; in a typical case, which must
 * not point to a person, a telephone number too (a disclosure may name the telephone of an office).
 * Throws `invalid-fields` that says in which field, without repeating it.
 */
export function mustCarryNoPersonalData(kind: PublicationKind, content: { readonly title: string; readonly text: string }): void {
  const faults = (['title', 'text'] as const).flatMap((path) => {
    const text = content[path];
    if (holdsIdentityNumber(text)) return [{ path, ...identityFound }];
    if (kind === 'example' && (holdsMobileNumber(text) || landline.test(joined(text)))) {
      return [{ path, zh: '典型案例疑似含有电话号码,请删去', en: 'a typical case seems to hold a telephone number: take it out' }];
    }
    return [];
  });
  if (faults.length > 0) throw invalidFields(faults);
}

export const identityFound = { zh: '疑似含有身份证号,请删去', en: 'it seems to hold an identity number: take it out' };

export function holdsIdentityNumber(text: string): boolean {
  return identity.test(joined(text)) || oldIdentity.test(joined(text));
}

export function holdsMobileNumber(text: string): boolean {
  return mobile.test(joined(text));
}

/** Full-width digits as plain ones, and no blanks or hyphens between digits. */
function joined(text: string): string {
  return text.normalize('NFKC').replaceAll(/(?<=\d)[ \u00a0-]+(?=[\dXx])/g, '');
}
