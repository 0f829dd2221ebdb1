import type { Prisma } from '../../prisma/generated/client.ts';

/**
 * Every two neighbouring characters of a text, in lower case: what an index can look up in Chinese, which puts no spaces
 * between words. Kept with each opening, for its number and title.
 */
export function pairsOf(text: string): string[] {
  const characters = [...text.toLowerCase()];
  return [...new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`))];
}

/** What the search looks in. */
export function searched({ caseNo, title }: { readonly caseNo: string; readonly title: string }): string {
  return `${caseNo} ${title}`;
}

/** Openings whose number or title holds every word of the question. */
export function matching(question: string): Prisma.OpeningWhereInput {
  const words = question.trim().split(/\s+/);
  return {
    pairs: { hasEvery: [...new Set(words.flatMap(pairsOf))] },
    AND: words.map((word) => ({
      OR: [{ caseNo: { contains: word, mode: 'insensitive' } }, { title: { contains: word, mode: 'insensitive' } }],
    })),
  };
}
