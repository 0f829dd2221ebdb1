import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepHistory, keptHistories, presentVersion } from '../tests/replay/histories.ts';
import { startServers } from '../tests/rig/servers.ts';

// `npm run histories`: tells the stories of tests/replay/stories.ts on real servers, and keeps the history of each that this
// version has none of yet. To have one told anew, delete its file first.

const servers = await startServers(await mkdtemp(join(tmpdir(), 'liandong-histories-')), { inMemory: true });
try {
  Object.assign(process.env, { TEST_POSTGRES_URL: servers.postgresUrl, TEST_TEMPORAL_ADDRESS: servers.temporalAddress });
  const { System } = await import('../tests/rig/system.ts'); // it looks for the servers when it is loaded
  const { stories } = await import('../tests/replay/stories.ts');
  const have = new Set((await keptHistories()).filter(({ version }) => version === presentVersion).map(({ procedure, story }) => `${procedure} ${story}`));
  const system = await System.start();
  for (const [procedure, paths] of Object.entries(stories)) {
    for (const [story, tell] of Object.entries(paths)) {
      if (have.has(`${procedure} ${story}`)) continue;
      const { family, workflowId } = await tell(system);
      const { runId } = await system.handle(family, workflowId).describe();
      const history = await system.engine.history(family, workflowId, runId);
      await keepHistory({ version: presentVersion, procedure, story }, history);
      console.log(`${presentVersion} ${procedure}/${story}: ${history.events?.length ?? 0} events`);
    }
  }
  await system.stop();
} finally {
  await servers.stop();
}
