import { Prisma } from '../../prisma/generated/client.ts';

type Sql = Prisma.Sql;
type Operator = (column: Sql, value: unknown) => Sql;

const columns: Readonly<Record<string, Sql>> = Object.fromEntries(
  Object.values(Prisma.CaseScalarFieldEnum).map((field) => [field, Prisma.raw(`"case".${snake(field)}`)]),
);

const operators: Readonly<Record<string, Operator>> = {
  equals: (column, value) => equal(column, value),
  not: (column, value) => (isPlain(value) ? Prisma.sql`NOT ${condition(column, value)}` : Prisma.sql`NOT ${equal(column, value)}`),
  in: (column, value) => Prisma.sql`${column} = ANY (${value})`,
  notIn: (column, value) => Prisma.sql`NOT ${column} = ANY (${value})`,
  lt: (column, value) => Prisma.sql`${column} < ${value}`,
  lte: (column, value) => Prisma.sql`${column} <= ${value}`,
  gt: (column, value) => Prisma.sql`${column} > ${value}`,
  gte: (column, value) => Prisma.sql`${column} >= ${value}`,
  has: (column, value) => Prisma.sql`${column} @> ${[value]}`,
  hasSome: (column, value) => Prisma.sql`${column} && ${value}`,
  array_contains: (column, value) => Prisma.sql`${column} @> ${JSON.stringify(value)}::jsonb`,
};

/**
 * A condition on cases as SQL on `"case"`, for statements that count: the same policy and the same filters as the lists, said
 * once. Knows scalar and list fields; throws on anything else, so that no condition is ever left out.
 */
export function conditionSql(where: Prisma.CaseWhereInput): Sql {
  const parts = Object.entries(where).flatMap(([name, value]) => (value === undefined ? [] : [part(name, value)]));
  return allOf(parts);
}

function part(name: string, value: unknown): Sql {
  switch (name) {
    case 'AND':
      return allOf(conditionsOf(value));
    case 'OR':
      return anyOf(conditionsOf(value));
    case 'NOT':
      return Prisma.sql`NOT ${anyOf(conditionsOf(value))}`;
    default: {
      const column = columns[name];
      if (column === undefined) throw new Error(`no condition of figures can be on ${name}`);
      return condition(column, value);
    }
  }
}

function conditionsOf(value: unknown): Sql[] {
  return (Array.isArray(value) ? value : [value]).map((each: Prisma.CaseWhereInput) => conditionSql(each));
}

function condition(column: Sql, value: unknown): Sql {
  if (!isPlain(value)) return equal(column, value);
  return allOf(
    Object.entries(value).flatMap(([name, operand]) => {
      if (operand === undefined) return [];
      const operator = operators[name];
      if (operator === undefined) throw new Error(`figures know no condition ${name}`);
      return [operator(column, operand)];
    }),
  );
}

function equal(column: Sql, value: unknown): Sql {
  return value === null ? Prisma.sql`${column} IS NULL` : Prisma.sql`${column} = ${value}`;
}

function allOf(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? Prisma.sql`true` : Prisma.sql`(${Prisma.join([...parts], ' AND ')})`;
}

function anyOf(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join([...parts], ' OR ')})`;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function snake(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
