import pg from 'pg';

export interface Statement {
  readonly calls: number;
  /** Milliseconds that all calls took inside PostgreSQL. */
  readonly planning: number;
  readonly execution: number;
  readonly text: string;
}

/** Counts the statements that reach a database, by pg_stat_statements. */
export class StatementCounter {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async connect(url: string): Promise<StatementCounter> {
    const client = new pg.Client({ connectionString: url, application_name: 'bench' });
    client.on('error', () => undefined); // PostgreSQL ends first when the run is broken off
    await client.connect();
    return new StatementCounter(client);
  }

  async reset(): Promise<void> {
    await this.#client.query('select pg_stat_statements_reset()');
  }

  /** What came since the last reset, without what the counter itself asked; the dearest first. */
  async read(): Promise<Statement[]> {
    const { rows } = await this.#client.query<Statement>(`
      select calls::int, total_plan_time as planning, total_exec_time as execution, regexp_replace(query, '\\s+', ' ', 'g') as text
      from pg_stat_statements
      where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat_statements%'
      order by total_plan_time + total_exec_time desc`);
    return rows;
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}
