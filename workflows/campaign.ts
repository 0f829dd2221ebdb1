import { coverageOfAll, type Coverage } from '../contracts/case.ts';
import { campaign as procedure, campaignGrid as part, type HouseholdVisited } from '../contracts/procedures/campaign.ts';
import { conduct } from './kit/conduct.ts';
import { wrong, type Objection } from './kit/refusal.ts';

/** What the registry knew when the campaign was opened: each grid and its region. */
interface Facts {
  readonly regions: Readonly<Record<string, string>>;
}

/** 入户专项行动: every household of every grid, round by round; the figures of a round are those of its grids. */
export const campaign = conduct(procedure, async (file, { kind, term, rounds, grids }) => {
  const { regions } = file.facts<Facts>();
  for (let round = 1; round <= rounds; round += 1) {
    const ended = await file.parts(                                                       // 每格一项,分批派发
      part,
      grids.map((grid) => ({
        name: `${round}:${grid}`,
        region: regions[grid] ?? file.region,
        matter: { kind, grid, round, ...(term === undefined ? {} : { term }) },
      })),
    );
    const covered = coverageOfAll(ended.flatMap(({ coverage }) => coverage ?? []));
    const missing = ended.filter(({ status }) => status !== 'closed').length;
    file.keep({ coverage: covered });
    file.roundClosed(round, { grids: grids.length, gridsMissing: missing, ...covered });   // 不漏一户、不落一人
  }
  await file.step('report', { unit: file.coordinator });                                  // 总结
  return file.close('reported');
});

/** One grid, one round: it ends when every household is done, or left out for a reason. */
export const campaignGrid = conduct(part, async (file, { grid, term }) => {
  const households = file.facts<{ households: ReadonlyArray<readonly [string, number]> }>().households;
  const list = new VisitList(households);
  file.keep({ place: grid, coverage: list.coverage() });
  file.ledBy(grid);
  await file.stepWithReports('visit', {                                                   // 逐户登记,缺漏再访
    unit: grid,
    ...(term === undefined ? {} : { promise: term }),
    report: {
      check: ({ visits }) => list.objection(visits),
      take: ({ visits }) => {
        list.take(visits);
        file.keep({ coverage: list.coverage() });
      },
    },
    check: () => list.gaps(),
  });
  return file.close('covered');
});

/** The households of a grid, and what became of each: the last report counts. */
class VisitList {
  readonly #members: Readonly<Record<string, number>>;
  readonly #visited: Record<string, HouseholdVisited> = {};

  constructor(households: ReadonlyArray<readonly [string, number]>) {
    this.#members = Object.fromEntries(households);
  }

  /** Who is visited lives here, and of a household that is done nobody is forgotten. */
  objection(visits: readonly HouseholdVisited[]): Objection | undefined {
    for (const { household, outcome, persons } of visits) {
      const members = this.#members[household];
      if (members === undefined) return wrong(`${household} 不在本网格本轮名单中`, `${household} is not on the list of this grid and round`);
      const numbers = new Set(persons.map(({ number }) => number));
      const complete = numbers.size === members && persons.every(({ number }) => number <= members);
      if (outcome === 'done' && !complete) {
        return wrong(`${household} 有 ${members} 人,须逐人登记`, `${household} has ${members} members: register each`);
      }
    }
    return undefined;
  }

  take(visits: readonly HouseholdVisited[]): void {
    for (const visit of visits) this.#visited[visit.household] = visit;
  }

  gaps(): Objection | undefined {
    const missing = Object.keys(this.#members).filter((household) => (this.#visited[household]?.outcome ?? 'absent') === 'absent');
    if (missing.length === 0) return undefined;
    return { code: 'households-missing', facts: { missing: missing.length, some: missing.slice(0, 5).join('、') } };
  }

  coverage(): Coverage {
    const visited = Object.values(this.#visited);
    const done = visited.filter(({ outcome }) => outcome === 'done');
    const excused = visited.filter(({ outcome }) => outcome === 'excused');
    const persons = done.flatMap((each) => each.persons);
    const left = persons.filter(({ excuse }) => excuse !== undefined).length;
    return {
      households: Object.keys(this.#members).length,
      done: done.length,
      excused: excused.length,
      persons: Object.values(this.#members).reduce((all, each) => all + each, 0),
      personsDone: persons.length - left,
      personsExcused: left + excused.reduce((all, { household }) => all + (this.#members[household] ?? 0), 0),
    };
  }
}
