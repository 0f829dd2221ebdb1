import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { SchemaEngine, type MigrationList, type SchemaContainer } from '@prisma/schema-engine-wasm';

const prismaDir = fileURLToPath(new URL('../../prisma/', import.meta.url));
const migrationsDir = join(prismaDir, 'migrations');
const wholeSchema = { externalTables: [], externalEnums: [] };

/** Applies what is new in prisma/migrations to the database and returns the names; rejects with the SQL's error. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations();
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: wholeSchema });
    return appliedMigrationNames;
  });
}

/**
 * Writes prisma/migrations/<time>_<name>/migration.sql: what leads from the schema as the last migration left it
 * (kept beside it as schema.prisma) to prisma/schema. Returns the file's path, or null when nothing differs.
 * Statements written by hand in earlier migrations (indexes, functions) are left alone. The engine wants to be
 * connected to some PostgreSQL, and changes nothing there.
 */
export async function writeMigration(databaseUrl: string, name: string): Promise<string | null> {
  const schema = await readSchema();
  const [last] = (await Array.fromAsync(glob(join(migrationsDir, '*', 'schema.prisma')))).toSorted().toReversed();
  return withEngine(databaseUrl, async (engine) => {
    const { stdout, exitCode } = await engine.diff({
      from: last === undefined ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: await read([last]) },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: true,
      filters: wholeSchema,
    });
    if (exitCode === 0 || stdout === null) return null;
    const time = new Date().toISOString().slice(0, 19).replaceAll(/\D/g, '');
    const dir = join(migrationsDir, `${time}_${name}`);
    const file = join(dir, 'migration.sql');
    await mkdir(dir, { recursive: true });
    await writeFile(file, stdout);
    await writeFile(join(dir, 'schema.prisma'), schema.map(({ content }) => content).join('\n'));
    await writeFile(join(migrationsDir, 'migration_lock.toml'), 'provider = "postgresql"\n');
    return file;
  });
}

/** Sends a script as it is written. The adapter of Prisma cuts it at every semicolon, also within a function. */
class WholeScripts extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => void (await adapter.underlyingDriver().query(script));
    return adapter;
  }
}

/** Prisma's schema engine as WebAssembly: the same that `prisma migrate` downloads as a binary. */
async function withEngine<T>(databaseUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const datamodels = (await readSchema()).map(({ path, content }): [string, string] => [path, content]);
  // A pool of our own: the engine leaves the adapter's open.
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const engine = await SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool)));
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

async function readSchema(): Promise<SchemaContainer[]> {
  return read((await Array.fromAsync(glob(join(prismaDir, 'schema', '*.prisma')))).toSorted());
}

async function read(files: string[]): Promise<SchemaContainer[]> {
  return Promise.all(files.map(async (path) => ({ path, content: await readFile(path, 'utf8') })));
}

async function readMigrations(): Promise<MigrationList> {
  const files = (await Array.fromAsync(glob(join(migrationsDir, '*', 'migration.sql')))).toSorted();
  const lockFile = join(migrationsDir, 'migration_lock.toml');
  return {
    baseDir: migrationsDir,
    lockfile: { path: 'migration_lock.toml', content: existsSync(lockFile) ? await readFile(lockFile, 'utf8') : null },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      files.map(async (file) => ({
        path: basename(dirname(file)),
        migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: await readFile(file, 'utf8') } },
      })),
    ),
  };
}
