import { Connection } from '@temporalio/client';
import { ensureNamespaces, families } from './infra/namespaces.ts';

// Makes the namespaces and search attributes on the cluster at TEMPORAL_ADDRESS; what is there stays as it is.

const { TEMPORAL_ADDRESS, RETENTION_DAYS = '30' } = process.env;
const retentionDays = Number(RETENTION_DAYS);
if (TEMPORAL_ADDRESS === undefined || !Number.isInteger(retentionDays) || retentionDays < 1) {
  console.error('Set TEMPORAL_ADDRESS, such as temporal:7233, and RETENTION_DAYS, a whole number, if 30 does not fit.');
  process.exit(1);
}
const connection = await Connection.connect({ address: TEMPORAL_ADDRESS });
await ensureNamespaces(connection, families, retentionDays);
await connection.close();
console.log(`Ready: ${families.join(', ')}`);
