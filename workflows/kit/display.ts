import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { SearchAttributeType, defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import {
  caseStatusLabels,
  dueOf,
  isOpen,
  lightOf,
  nextOf,
  stepStatusLabels,
  type Clock,
  type Step,
} from '../../contracts/case.ts';
import { lightLabels, spanLabel } from '../../contracts/clock.ts';
import type { ProcedureDefinition } from '../../contracts/procedure.ts';
import { now, type Ledger } from './ledger.ts';

/** Custom search attributes of every case. None carries personal data: they are never encrypted. */
const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const keywords = {
  caseNo: keyword('CaseNo'),
  procedure: keyword('Procedure'),
  region: keyword('Region'),
  leadUnit: keyword('LeadUnit'),
  stage: keyword('Stage'),
  light: keyword('Light'),
};
const dueAt = defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME);

const shanghaiOffset = 8 * 3_600_000;

/** An instant as people in Asia/Shanghai read it: 2026-11-27 09:15. China keeps no summer time. */
export function shanghai(at: string): string {
  return new Date(Date.parse(at) + shanghaiOffset).toISOString().slice(0, 16).replace('T', ' ');
}

/** A line that fits the engine's limit of 200 bytes for a summary, where a Chinese character takes three. */
export function summary(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > 197) return `${kept}…`;
    kept += character;
  }
  return kept;
}

/** Shows the case in the Temporal UI: which stage, who has the ball, until when and under which rule, and what comes next. */
export class Display {
  readonly #procedure: ProcedureDefinition;
  readonly #ledger: Ledger;
  readonly #labelOf: (step: Step) => string;
  #shown: Partial<Readonly<Record<keyof typeof keywords, string | null>>> = {};
  #due: string | null = null;

  constructor(procedure: ProcedureDefinition, ledger: Ledger, labelOf: (step: Step) => string) {
    this.#procedure = procedure;
    this.#ledger = ledger;
    this.#labelOf = labelOf;
  }

  /** Details always, since they cost nothing; search attributes only where they changed, since each is a write. */
  show(): void {
    this.#showDetails();
    this.#showAttributes();
  }

  #showAttributes(): void {
    const { picture, clocks } = this.#ledger;
    const light = lightOf(clocks);
    const wanted: Readonly<Record<keyof typeof keywords, string | null>> = {
      caseNo: picture.caseNo,
      procedure: this.#procedure.label.zh,
      region: picture.region,
      leadUnit: this.#ledger.name(picture.leadUnit),
      stage: this.#stage(),
      light: light === null ? null : lightLabels[light].zh,
    };
    const updates: SearchAttributeUpdatePair[] = typedEntries(keywords)
      .filter(([name]) => (this.#shown[name] ?? null) !== wanted[name])
      .map(([name, key]) => ({ key, value: wanted[name] }));
    const due = dueOf(clocks);
    if (due !== this.#due) updates.push({ key: dueAt, value: due === null ? null : new Date(due) });
    this.#shown = wanted;
    this.#due = due;
    if (updates.length > 0) upsertSearchAttributes(updates);
  }

  #stage(): string {
    const { picture } = this.#ledger;
    if (picture.status !== 'open') return caseStatusLabels[picture.status].zh;
    return this.#procedure.stages[picture.stage]?.zh ?? picture.stage;
  }

  #showDetails(): void {
    const { picture, steps } = this.#ledger;
    const open = steps.filter(isOpen);
    const pressing = open.filter(({ clock }) => clock !== null);
    const lines = [
      `### ${this.#procedure.label.zh} ${picture.caseNo}`,
      '',
      `**${caseStatusLabels[picture.status].zh}** · 阶段 ${this.#bar()} · 牵头 ${this.#ledger.name(picture.leadUnit)}${picture.partOf === null ? '' : ` · 属于 ${picture.partOf}`}`,
    ];
    const rows = [...pressing.map((step) => this.#row(step)), ...this.#windows()];
    if (rows.length > 0) lines.push('', '| 灯 | 环节 | 现由谁办 | 时限至 |', '|---|---|---|---|', ...rows);
    lines.push(...this.#anytime(open), ...this.#parts(open), ...this.#coverage());
    const next = nextOf(picture, this.#ledger.clocks, now())[0];
    if (next) {
      const who = next.unit === null ? '' : `${this.#ledger.name(next.unit)}:`;
      const rule = next.rule === null ? '' : `(${next.rule.zh})`;
      lines.push('', `**若无人办理**:${shanghai(next.at)} → ${who}${next.what.zh}${rule}`);
    }
    lines.push('', ...this.#rules());
    const last = this.#ledger.entries.at(-1);
    if (last) lines.push('', `共 ${picture.seq} 条记录,最近一条 ${shanghai(last.at)}。时间为北京时间。`);
    setCurrentDetails(lines.join('\n'));
  }

  /** Terms of the case itself, in which somebody outside may act: 异议期, 评价期. */
  #windows(): string[] {
    const terms = this.#ledger.clocks.filter(({ step, status }) => step === null && (status === 'running' || status === 'paused'));
    return terms.map((clock) => `| — | **${clock.plan?.label.zh ?? clock.rule}** | 等候,期满即止 | ${due(clock)} |`);
  }

  /** What may be done at any time, and need not be. */
  #anytime(open: readonly Step[]): string[] {
    const standing = Map.groupBy(open.filter(({ clock }) => clock === null), (step) => this.#labelOf(step));
    return [...standing].flatMap(([label, steps]) => {
      const units = steps.map(({ unit }) => this.#ledger.name(unit)).join('、');
      return ['', `**不设时限**:${label}(${units})`];
    });
  }

  /** Parts that are cases of their own, while the case waits for them. */
  #parts(open: readonly Step[]): string[] {
    const opened = this.#ledger.entries.findLast(({ kind }) => kind === 'partsOpened');
    if (!opened || open.length > 0 || this.#ledger.picture.closedAt !== null) return [];
    return ['', `**分项办理中**:${String(opened.data['count'])} 项各自办理(见 Relationships),全部办结后继续`];
  }

  #coverage(): string[] {
    const { coverage } = this.#ledger.picture;
    if (coverage === null) return [];
    const { households, done, excused, persons, personsDone, personsExcused } = coverage;
    return [
      '',
      `**覆盖**:${households} 户已登记 ${done} 户、有原因未登记 ${excused} 户、缺 ${households - done - excused} 户;${persons} 人已登记 ${personsDone} 人、有原因未登记 ${personsExcused} 人`,
    ];
  }

  #bar(): string {
    const { picture } = this.#ledger;
    return Object.entries(this.#procedure.stages)
      .map(([stage, label]) => (stage === picture.stage ? `**【${label.zh}】**` : label.zh))
      .join(' › ');
  }

  #row(step: Step): string {
    const clock = this.#ledger.clocks.find(({ id }) => id === step.clock);
    const about = step.about === null ? '' : `(${step.about})`;
    return `| ${[
      clock ? lightLabels[clock.light].zh : '—',
      `**${this.#labelOf(step)}**${about}`,
      `${this.#ledger.name(step.unit)}(${stepStatusLabels[step.status].zh})`,
      due(clock),
    ].join(' | ')} |`;
  }

  /** The rules under which clocks run, each once, with its version and source. */
  #rules(): string[] {
    const running = this.#ledger.clocks.filter(({ status }) => status === 'running' || status === 'paused');
    const told = running.flatMap(({ plan }) => (plan ? [`- ${plan.label.zh} ${spanLabel(plan.term).zh}(第 ${plan.version} 版):${plan.source}`] : []));
    return told.length === 0 ? [] : ['**时限依据**', '', ...new Set(told), ''];
  }
}

function typedEntries<T extends object>(record: T): Array<[keyof T, T[keyof T]]> {
  return Object.entries(record) as Array<[keyof T, T[keyof T]]>;
}

function due(clock: Clock | undefined): string {
  if (!clock) return '—';
  if (clock.status === 'paused') return '已中止';
  if (!clock.plan) return '…';
  return `${shanghai(clock.plan.dueAt)}${clock.plan.provisional ? '(暂定)' : ''}`;
}
