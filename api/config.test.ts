import { expect, test } from '@jest/globals';
import { ConfigError, readConfig } from './config.ts';

const complete = { DATABASE_URL: 'postgresql://db/x', TEMPORAL_ADDRESS: '127.0.0.1:7233', INTERNAL_TOKEN: 'x'.repeat(32) };

test('names everything that is missing or does not fit, in one go', () => {
  const read = () => readConfig({ INTERNAL_TOKEN: 'short', PUBLIC_PORT: '99999', TEMPORAL_ADDRESS: '' });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/DATABASE_URL is not set: .*postgresql:\/\//);
  expect(read).toThrow(/TEMPORAL_ADDRESS is not set/);
  expect(read).toThrow(/INTERNAL_TOKEN does not fit: has fewer than 32/);
  expect(read).toThrow(/PUBLIC_PORT does not fit/);
});

test('does not repeat a secret that does not fit', () => {
  expect(() => readConfig({ ...complete, INTERNAL_TOKEN: 'hush-hush' })).not.toThrow(/hush-hush/);
});

test('has defaults for the rest: the internal listener stays on this machine', () => {
  expect(readConfig(complete)).toMatchObject({ publicPort: 8080, internalHost: '127.0.0.1', idleMinutes: 30, checkResponses: false });
});

test('object storage is named whole or not at all; without it attachments lie in a directory', () => {
  expect(readConfig(complete)).toMatchObject({ s3: null, attachmentsDir: '.liandong/attachments', attachmentLimit: 10 * 1024 * 1024 });
  const storage = { S3_ENDPOINT: 'http://storage:9000', S3_BUCKET: 'liandong', S3_ACCESS_KEY_ID: 'id' };
  expect(() => readConfig({ ...complete, ...storage })).toThrow(/S3_SECRET_ACCESS_KEY/);
  expect(readConfig({ ...complete, ...storage, S3_SECRET_ACCESS_KEY: 'secret' }).s3).toMatchObject({ bucket: 'liandong', region: 'us-east-1' });
});
