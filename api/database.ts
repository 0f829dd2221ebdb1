import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../prisma/generated/client.ts';

export type Database = PrismaClient;

/** A client of the database. It connects with the first statement; call `$disconnect()` in the end. */
export function openDatabase(url: string, { pool = 10 }: { pool?: number } = {}): Database {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: pool,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      statement_timeout: 30_000,
      application_name: 'liandong',
    },
    { statementNameGenerator: statementNames() },
  );
  return new PrismaClient({ adapter });
}

/** Each connection keeps the plan of every statement that has a name. */
const mostNames = 200;

/**
 * Names statements, so that PostgreSQL plans each once a connection: planning took it longer than carrying out.
 * Lists with many filters make ever new statements; beyond the first so many they have no name and are planned each time.
 */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= mostNames) return known ?? '';
    const name = `liandong_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
