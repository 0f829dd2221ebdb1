import { Client, Connection } from '@temporalio/client';
import { examplePassword } from '../prisma/seed/example/example.ts';
import { playAnqing } from './demo/anqing.ts';
import { playChizhou } from './demo/chizhou.ts';
import { playDangtu } from './demo/dangtu.ts';
import { playFeidong } from './demo/feidong.ts';
import { playHuangshan } from './demo/huangshan.ts';
import { playLiyang } from './demo/liyang.ts';
import { playLuyang } from './demo/luyang.ts';
import { Stage } from './demo/stage.ts';
import { playTongcheng } from './demo/tongcheng.ts';
import { playTunxi } from './demo/tunxi.ts';
import { playYixian } from './demo/yixian.ts';

/** The places of the page, each with its story. */
const places: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  feidong: playFeidong,
  chizhou: playChizhou,
  tunxi: playTunxi,
  yixian: playYixian,
  liyang: playLiyang,
  luyang: playLuyang,
  tongcheng: playTongcheng,
  dangtu: playDangtu,
  huangshan: playHuangshan,
  anqing: playAnqing,
};

const api = process.env['API_URL'] ?? `http://127.0.0.1:${process.env['PUBLIC_PORT'] ?? '8080'}`;
const address = process.env['TEMPORAL_ADDRESS'] ?? `127.0.0.1:${process.env['TEMPORAL_PORT'] ?? '7233'}`;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(places, name));
if (unknown.length > 0) end(`There is no story of ${unknown.join(', ')}. There are: ${Object.keys(places).join(', ')}.`);

await fetch(new URL('/health/ready', api)).catch(() =>
  end(`Nobody answers at ${api}. Start the system with npm start, and run npm run demo in another terminal.`),
);

const connection = await Connection.connect({ address });
try {
  const stage = new Stage(api, examplePassword, {
    general: new Client({ connection, namespace: 'general' }),
    discipline: new Client({ connection, namespace: 'discipline' }),
  });
  for (const [name, play] of Object.entries(places)) {
    if (asked.length === 0 || asked.includes(name)) await play(stage);
  }
  console.log('\n事项链接 · where to look');
  for (const { caseNo, links } of stage.cases) {
    console.log(`  ${caseNo}\n    Page         ${new URL(`/cases/${encodeURIComponent(caseNo)}`, api).href}\n    API          ${links.self}\n    Temporal UI  ${links.temporalUi}`);
  }
} finally {
  await connection.close();
}

function end(why: string): never {
  console.error(why);
  process.exit(1);
}
