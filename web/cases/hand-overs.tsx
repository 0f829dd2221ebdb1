import type { Role } from '../../contracts/roles.ts';
import type { CaseView, Procedure } from '../api/client.ts';
import { Facts } from '../forms/facts.tsx';
import { formOf, Part, textIn, UnitName, type Entry, type Step } from './part.tsx';
import { useCaseWords } from './words.ts';

interface Props {
  readonly view: CaseView;
  readonly procedure: Procedure | undefined;
  /** For those who may call one back. */
  onCallBack: ((step: Step) => void) | null;
}

/** Steps that are accepted by completing them, refused by returning them, and can be called back. */
export function handOversOf(view: CaseView, procedure: Procedure | undefined): Step[] {
  const names = new Set(procedure?.steps.flatMap(({ name, handOver }) => (handOver ? [name] : [])));
  return view.steps.filter(({ name, part }) => names.has(name) && !part);
}

/** Until it is accepted, a hand-over can be called back. */
export function mayBeCalledBack({ status }: Step): boolean {
  return status === 'offered' || status === 'returned';
}

const told: ReadonlySet<Entry['kind']> = new Set(['stepOffered', 'stepReturned', 'returnUpheld', 'returnRejected', 'stepDone', 'stepWithdrawn', 'stepSubstituted']);

/** 移交: offered, accepted, refused or called back, each with its history. */
export function HandOvers({ view, procedure, onCallBack }: Props) {
  const { at, say, t } = useCaseWords();
  const steps = handOversOf(view, procedure);
  if (steps.length === 0) return null;
  return (
    <Part title={t('hand.title')}>
      <ul className="balls">
        {steps.map((step) => (
          <li key={step.id}>
            <p>
              <strong>{say(step.label)}</strong> → <UnitName view={view} code={step.unit} /> <span className={step.status === 'returned' ? 'mark' : 'mark calm'}>{t(stateOf(step))}</span>
            </p>
            <ol className="plain trail">
              {view.timeline.filter((entry) => entry.step === step.id && told.has(entry.kind)).map((entry) => (
                <li key={entry.seq}>
                  <time dateTime={entry.at}>{at(entry.at)}</time>{' '}
                  {t(wordOf(entry.kind))} {textIn(entry, 'reason')}
                </li>
              ))}
            </ol>
            {step.data !== null && <Facts fields={formOf(procedure, step.name, false)} values={step.data} />}
            {onCallBack !== null && mayBeCalledBack(step) && (
              <p>
                <button type="button" className="inline-button" onClick={() => onCallBack(step)}>{t('hand.callBack')}: {say(step.label)}</button>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function stateOf({ status }: Step) {
  if (status === 'done') return 'hand.accepted';
  if (status === 'returned') return 'hand.returned';
  return status === 'withdrawn' ? 'hand.withdrawn' : 'hand.offered';
}

function wordOf(kind: Entry['kind']) {
  if (kind === 'stepDone') return 'hand.accepted';
  if (kind === 'stepReturned') return 'hand.returned';
  if (kind === 'stepWithdrawn') return 'hand.withdrawn';
  return kind === 'stepOffered' || kind === 'returnRejected' ? 'hand.offered' : 'hand.moved';
}

const coordinating: readonly Role[] = ['coordinator', 'unitHead'];

/** Who pauses, urges and calls back: the unit that coordinates the case, or a supervisor. The workflow checks it again. */
export function coordinates(view: CaseView, me: { readonly unit: string; readonly roles: readonly Role[] } | undefined): boolean {
  if (me === undefined) return false;
  return me.roles.includes('supervisor') || (me.unit === view.coordinator && me.roles.some((role) => coordinating.includes(role)));
}
