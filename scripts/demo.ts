import { Client, Connection } from '@temporalio/client';
import { examplePassword } from '../prisma/seed/example/example.ts';
import { playChizhou } from './demo/chizhou.ts';
import { playFeidong } from './demo/feidong.ts';
import { Stage } from './demo/stage.ts';

const api = process.env['API_URL'] ?? `http://127.0.0.1:${process.env['PUBLIC_PORT'] ?? '8080'}`;
const address = process.env['TEMPORAL_ADDRESS'] ?? `127.0.0.1:${process.env['TEMPORAL_PORT'] ?? '7233'}`;

await fetch(new URL('/health/ready', api)).catch(() => {
  console.error(`Nobody answers at ${api}. Start the system with npm start, and run npm run demo in another terminal.`);
  process.exit(1);
});

const connection = await Connection.connect({ address });
try {
  const stage = new Stage(api, examplePassword, {
    general: new Client({ connection, namespace: 'general' }),
    discipline: new Client({ connection, namespace: 'discipline' }),
  });
  const opened = [await playFeidong(stage), ...(await playChizhou(stage))];
  console.log('\n事项链接 · where to look');
  for (const { caseNo, links } of opened) console.log(`  ${caseNo}\n    API          ${links.self}\n    Temporal UI  ${links.temporalUi}`);
} finally {
  await connection.close();
}
