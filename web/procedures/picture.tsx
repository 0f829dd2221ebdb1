import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Role } from '../../contracts/roles.ts';
import type { ProcedureBrief, StepForm } from '../api/client.ts';
import { useSession } from '../session/session.ts';
import { openCasesOf, type OpenByStage } from './procedure-queries.ts';
import { useProcedureWords } from './words.ts';

/** Who may look at cases: to others, a procedure is shown without its cases. */
const readers: readonly Role[] = ['coordinator', 'handler', 'unitHead', 'supervisor', 'gridWorker', 'auditor'];
const lights = ['red', 'yellow', 'blue'] as const;

interface Props {
  readonly procedure: ProcedureBrief;
  /** Shown under their stages, where they are known. */
  readonly steps?: readonly StepForm[];
}

/** A procedure as a row of its stages, each with its steps and with what is open in it now. Every number leads to its cases. */
export function Picture({ procedure, steps = [] }: Props) {
  const { say, t } = useProcedureWords();
  const session = useSession();
  const reads = session?.me.roles.some((role) => readers.includes(role)) ?? false;
  const { data: open } = useQuery({ ...openCasesOf(procedure.name), enabled: reads });
  return (
    <ol className="picture" aria-label={t('procedures.picture')}>
      {procedure.stages.map((stage, index) => (
        <li key={stage.name}>
          <div className="stage">
            <p className="stage-name">
              <span className="dot" aria-hidden="true">{index + 1}</span> {say(stage.label)}
            </p>
            {steps.some((step) => step.stage === stage.name) && (
              <ul>
                {steps.filter((step) => step.stage === stage.name).map((step) => (
                  <li key={step.name}>
                    <a href={`#${step.name}`}>{say(step.label)}</a>
                    {step.handOver && <span className="mark calm">{t('procedures.handOver')}</span>}
                  </li>
                ))}
              </ul>
            )}
            {reads && <Open procedure={procedure.name} stage={stage.name} counts={open?.find((each) => each.stage === stage.name)} known={open !== undefined} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Open({ procedure, stage, counts, known }: { readonly procedure: string; readonly stage: string; readonly counts: OpenByStage | undefined; readonly known: boolean }) {
  const { t } = useProcedureWords();
  if (!known) return <p className="open-count">…</p>;
  if (counts === undefined) return <p className="open-count">{t('procedures.inStage', { count: 0 })}</p>;
  return (
    <p className="open-count">
      <Link to="/cases" search={{ procedure, stage, status: 'open' }}>{t('procedures.inStage', { count: counts.total })}</Link>
      {lights.filter((light) => counts[light] > 0).map((light) => (
        <Link key={light} to="/cases" search={{ procedure, stage, light }} className={`light ${light}`}>
          {t(`light.${light}`)} {counts[light]}
        </Link>
      ))}
      {counts.paused > 0 && <small>{t('procedures.paused', { count: counts.paused })}</small>}
    </p>
  );
}
