import { z } from 'zod';

export interface Config {
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string;
  readonly publicHost: string;
  readonly publicPort: number;
  /** Where people reach the public listener, for links. */
  readonly publicUrl: string;
  readonly internalHost: string;
  readonly internalPort: number;
  readonly internalToken: string;
  readonly sessionHours: number;
  readonly idleMinutes: number;
  /** After so many days a password must be changed; 0 means never. */
  readonly passwordDays: number;
  /** Where attachments lie, unless object storage is set. */
  readonly attachmentsDir: string;
  /** Largest attachment, in bytes. */
  readonly attachmentLimit: number;
  /** S3-compatible object storage for attachments. */
  readonly s3: z.infer<typeof objectStorage> | null;
  readonly logLevel: z.infer<typeof logLevel>;
  /** Proxies in front of the public listener whose X-Forwarded-For is believed. */
  readonly trustedProxies: number;
  /** Parse every answer with its contract before it is sent: for tests and development. */
  readonly checkResponses: boolean;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);
const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.stringbool();

const objectStorage = z.object({
  endpoint: z.url(),
  bucket: z.string().min(1),
  region: z.string().min(1),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
});

const settings = z.object({
  DATABASE_URL: z.string({ error: 'the address of PostgreSQL, such as postgresql://user:password@host:5432/liandong' }).min(1),
  DATABASE_POOL: z.coerce.number().int().min(1).max(500).default(20),
  TEMPORAL_ADDRESS: z.string({ error: 'host and port of the Temporal frontend, such as 127.0.0.1:7233' }).min(1),
  TEMPORAL_UI_URL: z.url().default('http://127.0.0.1:8233'),
  PUBLIC_HOST: z.string().default('0.0.0.0'),
  PUBLIC_PORT: port.default(8080),
  PUBLIC_URL: z.url().optional(),
  INTERNAL_HOST: z.string().default('127.0.0.1'),
  INTERNAL_PORT: port.default(8081),
  INTERNAL_TOKEN: z
    .string({ error: 'the credential that workers show at the internal listener: at least 32 random characters' })
    .min(32, { error: 'has fewer than 32 characters' }),
  SESSION_HOURS: z.coerce.number().positive().max(72).default(10),
  IDLE_MINUTES: z.coerce.number().positive().max(600).default(30),
  PASSWORD_DAYS: z.coerce.number().int().min(0).default(0),
  ATTACHMENTS_DIR: z.string().default('.liandong/attachments'),
  ATTACHMENT_LIMIT: z.coerce.number().int().min(1024).max(512 * 1024 * 1024).default(10 * 1024 * 1024),
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  LOG_LEVEL: logLevel.default('info'),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  CHECK_RESPONSES: flag.default(false),
});

/** Reads the settings from the environment. Throws ConfigError with one line for each that is missing or does not fit. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = settings.safeParse(given);
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => {
      const name = path.join('.');
      return given[name] === undefined ? `${name} is not set: ${message}` : `${name} does not fit: ${message}`;
    });
    throw new ConfigError(`The configuration is incomplete.\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  const { data } = read;
  return {
    databaseUrl: data.DATABASE_URL,
    databasePool: data.DATABASE_POOL,
    temporalAddress: data.TEMPORAL_ADDRESS,
    temporalUiUrl: data.TEMPORAL_UI_URL,
    publicHost: data.PUBLIC_HOST,
    publicPort: data.PUBLIC_PORT,
    publicUrl: data.PUBLIC_URL ?? `http://127.0.0.1:${data.PUBLIC_PORT}`,
    internalHost: data.INTERNAL_HOST,
    internalPort: data.INTERNAL_PORT,
    internalToken: data.INTERNAL_TOKEN,
    sessionHours: data.SESSION_HOURS,
    idleMinutes: data.IDLE_MINUTES,
    passwordDays: data.PASSWORD_DAYS,
    attachmentsDir: data.ATTACHMENTS_DIR,
    attachmentLimit: data.ATTACHMENT_LIMIT,
    s3: readObjectStorage(data),
    logLevel: data.LOG_LEVEL,
    trustedProxies: data.TRUSTED_PROXIES,
    checkResponses: data.CHECK_RESPONSES,
  };
}

/** Null where no object storage is named. Throws ConfigError where one is, and something is missing. */
function readObjectStorage(data: z.infer<typeof settings>): Config['s3'] {
  if (data.S3_ENDPOINT === undefined) return null;
  const given = {
    endpoint: data.S3_ENDPOINT,
    bucket: data.S3_BUCKET,
    region: data.S3_REGION,
    accessKeyId: data.S3_ACCESS_KEY_ID,
    secretAccessKey: data.S3_SECRET_ACCESS_KEY,
  };
  const read = objectStorage.safeParse(given);
  if (!read.success) throw new ConfigError('S3_ENDPOINT is set: S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be, too.');
  return read.data;
}
