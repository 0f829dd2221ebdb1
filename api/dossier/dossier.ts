import type { CaseView } from '../../contracts/api/cases.ts';
import { caseStatusLabels, clockStatusLabels, stepStatusLabels } from '../../contracts/case.ts';
import { lightLabels } from '../../contracts/clock.ts';
import { entryLabels } from '../../contracts/entry-labels.ts';
import { openingFields } from '../../contracts/procedure.ts';
import { label, type Label } from '../../contracts/label.ts';
import { definitionOf, procedureOf } from '../cases/case-row.ts';
import { stepShown } from '../notifications/step-shown.ts';
import type { Deps } from '../deps.ts';
import { beijingTime } from '../beijing-time.ts';
import { linesOf, type Line, type Names } from './fields.ts';

/** A heading with its lines, such as a step with what was filled in. */
export interface Item {
  readonly heading: Label | string;
  readonly lines: readonly Line[];
}

export interface Section {
  readonly title: Label;
  readonly items: readonly Item[];
}

/** 卷宗: everything about a case for paper, ready to be laid out. Holds no more than the view that it was made from. */
export interface Dossier {
  readonly title: Label;
  readonly number: string;
  readonly facts: readonly Line[];
  readonly sections: readonly Section[];
  readonly footer: Label;
}

/** Makes the dossier of a case from what its reader may see. Two statements, for names. */
export async function dossierOf(deps: Pick<Deps, 'db'>, view: CaseView, at: Date): Promise<Dossier> {
  const names = await namesOf(deps, view);
  const procedure = procedureOf(view.procedure.name);
  const made = beijingTime(at.toISOString());
  return {
    title: { zh: `${view.procedure.label.zh}卷宗`, en: `Dossier: ${view.procedure.label.en}` },
    number: view.caseNo,
    facts: [
      line('标题', 'Title', view.title),
      line('编号', 'Number', view.caseNo),
      line('流程', 'Procedure', view.procedure.label),
      line('依据', 'Basis', procedure.source),
      line('区划', 'Region', named(names, view.region)),
      line('立案单位', 'Opened by', named(names, view.coordinator)),
      line('牵头单位', 'Lead unit', named(names, view.leadUnit)),
      line('状态', 'Status', caseStatusLabels[view.status]),
      line('当前阶段', 'Stage', view.stage.label),
      ...linesOf(openingFields.source, view.source, names, { zh: '来源', en: 'Source' }),
      line('立案时间', 'Opened', beijingTime(view.openedAt)),
      ...(view.closedAt === null ? [] : [line('结案时间', 'Closed', beijingTime(view.closedAt))]),
      ...(view.partOf === null ? [] : [line('所属事项', 'Part of', view.partOf)]),
    ],
    sections: [
      { title: { zh: '当事人', en: 'Parties' }, items: view.parties.map((party) => partyItem(party, names)) },
      { title: { zh: '事项内容', en: 'Matter' }, items: some([{ heading: view.title, lines: linesOf(procedure.matter, view.matter, names) }]) },
      { title: { zh: '办理环节', en: 'Steps' }, items: view.steps.map((step) => stepItem(step)) },
      { title: { zh: '证据与附件', en: 'Evidence and attachments' }, items: view.evidence.map(evidenceItem) },
      { title: { zh: '时限', en: 'Clocks' }, items: view.clocks.map(clockItem) },
      { title: { zh: '办理过程', en: 'Timeline' }, items: view.timeline.map(entryItem) },
    ],
    footer: {
      zh: `截至第 ${view.seq} 条记录,${made}(北京时间)生成。个人信息按查阅人的权限显示。`,
      en: `As of entry ${view.seq}, made ${made} Beijing time. Personal data as the reader may see them.`,
    },
  };

  function stepItem({ id, label: text, name, part, unit, officer, status, offeredAt, doneAt, data }: CaseView['steps'][number]): Item {
    const definition = definitionOf(procedure, name);
    const form = part ? (definition?.part ?? definition?.form) : definition?.form;
    return {
      heading: { zh: `${text.zh}(${id})`, en: text.en },
      lines: [
        line('单位', 'Unit', named(names, unit)),
        ...(officer === null ? [] : [line('承办人', 'Officer', named(names, officer))]),
        line('状态', 'Status', stepStatusLabels[status]),
        line('派发', 'Offered', beijingTime(offeredAt)),
        ...(doneAt === null ? [] : [line('办结', 'Done', beijingTime(doneAt))]),
        ...linesOf(form, data, names),
      ],
    };
  }

  function evidenceItem({ sha256, mediaType, size, takenAt, place, title, entry, step, at: added }: CaseView['evidence'][number]): Item {
    const about = stepShown(procedure, step);
    return {
      heading: title ?? { zh: '附件', en: 'Attachment' },
      lines: [
        line('SHA-256', 'SHA-256', sha256),
        line('类型与大小', 'Type and size', `${mediaType}, ${size} B`),
        ...(about === null ? [] : [line('环节', 'Step', about.label)]),
        line('记录', 'Entry', `${entry}`),
        line('提交', 'Added', beijingTime(added)),
        ...(takenAt === null ? [] : [line('拍摄时间', 'Taken', beijingTime(takenAt))]),
        ...(place === null ? [] : [line('拍摄位置', 'Taken at', `${place.latitude}, ${place.longitude}`)]),
      ],
    };
  }

  function clockItem({ plan, rule, unit, step, status, light, startedAt, endedAt, pauses, extensions }: CaseView['clocks'][number]): Item {
    const about = stepShown(procedure, step);
    return {
      heading: plan?.label ?? rule,
      lines: [
        line('规则与版本', 'Rule and version', plan === null ? rule : `${rule} · ${plan.version}`),
        ...(plan === null ? [] : [line('依据', 'Source', plan.source)]),
        ...(about === null ? [] : [line('环节', 'Step', about.label)]),
        line('单位', 'Unit', named(names, unit)),
        line('起算', 'From', beijingTime(startedAt)),
        ...(plan === null ? [] : [line('届满', 'Due', beijingTime(plan.dueAt))]),
        line('状态', 'Status', clockStatusLabels[status]),
        line('亮灯', 'Light', lightLabels[light]),
        ...(endedAt === null ? [] : [line('结束', 'Ended', beijingTime(endedAt))]),
        ...pauses.map(({ from, to }) => line('中止', 'Paused', `${beijingTime(from)} – ${beijingTime(to)}`)),
        ...(extensions.length === 0 ? [] : [line('延期次数', 'Extensions', String(extensions.length))]),
      ],
    };
  }

  function entryItem({ seq, at: happened, kind, actor, step, data }: CaseView['timeline'][number]): Item {
    const about = stepShown(procedure, step);
    const what = entryLabels[kind];
    const heading = about === null ? what : { zh: `${about.label.zh}:${what.zh}`, en: `${about.label.en}: ${what.en}` };
    const inSteps = kind === 'stepDone';
    return {
      heading: { zh: `${seq}. ${beijingTime(happened)} ${heading.zh}`, en: heading.en },
      lines: [
        line('由', 'By', actorNamed(actor)),
        ...(kind === 'stageReached' ? [line('阶段', 'Stage', procedure.stages[String(data['stage'])] ?? String(data['stage']))] : []),
        ...(inSteps ? [] : Object.entries(data).flatMap(([name, value]) => dataLine(name, value))),
      ],
    };
  }

  function actorNamed(actor: CaseView['timeline'][number]['actor']): Label | string {
    if (actor.kind === 'system') return { zh: '系统', en: 'the system' };
    if (actor.kind === 'party') return { zh: '当事人', en: 'a party' };
    const unit = named(names, actor.unit);
    const officer = named(names, actor.officer);
    return { zh: `${inZh(unit)} ${inZh(officer)}`, en: `${inEn(unit)}, ${inEn(officer)}` };
  }

  function dataLine(name: string, value: unknown): Line[] {
    const title = dataNames[name];
    return title === undefined ? [] : linesOf(undefined, value, names, title);
  }
}

/** What entries say beside their kind. What has no words here is for machines. */
const dataNames: Readonly<Record<string, Label>> = {
  reason: { zh: '理由', en: 'Reason' },
  instruction: { zh: '督办意见', en: 'Instruction' },
  text: { zh: '内容', en: 'Text' },
  title: { zh: '名称', en: 'Title' },
  note: { zh: '说明', en: 'Note' },
  officer: { zh: '人员', en: 'Officer' },
  unit: { zh: '单位', en: 'Unit' },
  from: { zh: '原单位', en: 'From' },
  to: { zh: '现单位', en: 'To' },
  zh: { zh: '内容', en: 'What' },
  level: { zh: '评价', en: 'Rating' },
  comment: { zh: '评价内容', en: 'Comment' },
  sha256: { zh: 'SHA-256', en: 'SHA-256' },
  outcome: { zh: '结果', en: 'Outcome' },
};

function partyItem({ id, role, named: how, name, phone, idNumber, address }: CaseView['parties'][number], names: Names): Item {
  const { element } = openingFields.parties.unwrap();
  return { heading: name ?? id, lines: linesOf(element, { role, named: how, phone, idNumber, address }, names) };
}

async function namesOf({ db }: Pick<Deps, 'db'>, view: CaseView): Promise<Names> {
  const codes = codesIn([view.matter, view.steps, view.timeline, view.clocks, view.coordinator, view.leadUnit]);
  const [units, officers, matters, region] = await Promise.all([
    db.unit.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } }),
    db.officer.findMany({ where: { id: { in: codes.filter((code) => /^[0-9a-f-]{36}$/.test(code)) } }, select: { id: true, name: true } }),
    db.matter.findMany({ where: { code: { in: codes } }, select: { code: true, name: true } }),
    db.region.findUnique({ where: { code: view.region }, select: { code: true, name: true } }),
  ]);
  const named = [...units, ...matters, ...(region === null ? [] : [region])].map(({ code, name }) => [code, label.parse(name)] as const);
  return new Map<string, Label | string>([...named, ...officers.map(({ id, name }) => [id, name] as const)]);
}

/** Every text that may be a code. */
function codesIn(value: unknown): string[] {
  if (typeof value === 'string') return /^[a-z0-9][a-z0-9-]{1,47}$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(codesIn))];
}

function named(names: Names, code: string): Label | string {
  return names.get(code) ?? code;
}

function line(zh: string, en: string, value: Label | string): Line {
  return { name: { zh, en }, value };
}

function some(items: readonly Item[]): Item[] {
  return items.filter(({ lines }) => lines.length > 0);
}

function inZh(text: Label | string): string {
  return typeof text === 'string' ? text : text.zh;
}

function inEn(text: Label | string): string {
  return typeof text === 'string' ? text : text.en;
}
