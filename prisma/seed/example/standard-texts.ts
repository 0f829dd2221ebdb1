import type { StandardTextBody } from '../../../contracts/api/templates.ts';

interface Example extends StandardTextBody {
  readonly id: string;
}

/** The number makes the id, as with officers. */
function text(number: number, { active = true, ...rest }: Omit<StandardTextBody, 'active'> & { active?: boolean }): Example {
  return { id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`, active, ...rest };
}

/** What windows and platforms write every day, in the words that the rules want. */
export const exampleStandardTexts: readonly Example[] = [
  text(1, {
    procedure: 'assistedFiling',
    step: 'receive',
    field: 'reasons',
    unit: null,
    name: { zh: '一次性补正告知', en: 'All that is missing, told at once' },
    text: {
      zh: '您申请的“{title}”({caseNo})材料不齐全或者不符合法定形式,现依照行政许可法第三十二条,一次告知需要补正的全部内容:\n1. \n补齐后可直接到窗口或者通过原渠道提交,不必重新申请。\n{unit} {today}',
      en: 'The application “{title}” ({caseNo}) is incomplete or not in due form. These are all the points to be put right (行政许可法 32):\n1. \nSupply them at the counter or the way you filed; you need not apply again.\n{unit}, {today}',
    },
  }),
  text(2, {
    procedure: 'assistedFiling',
    step: 'decide',
    field: 'reasons',
    unit: null,
    name: { zh: '不予许可理由与救济告知', en: 'Refusal with remedies' },
    text: {
      zh: '经审查,{caseNo}申请不符合下列法定条件:\n1. \n依照行政许可法第三十八条,决定不予许可。如不服本决定,可自收到之日起六十日内申请行政复议,或者六个月内提起行政诉讼。\n{unit} {today}',
      en: null,
    },
  }),
  text(3, {
    procedure: 'complaint',
    step: 'accept',
    field: 'reasons',
    unit: null,
    name: { zh: '不属于受理范围', en: 'Outside the scope' },
    text: {
      zh: '您反映的事项({caseNo})不属于本平台受理范围:该事项已经或者依法应当通过诉讼、仲裁、行政复议等途径解决。请向有权处理的机关提出,具体去处已一并告知。\n{unit} {today}',
      en: null,
    },
  }),
  text(4, {
    procedure: 'complaint',
    step: 'reply',
    field: null,
    unit: null,
    name: { zh: '办结答复', en: 'Reply at the end' },
    text: {
      zh: '您反映的“{title}”({caseNo})已办结。经实地查看,情况如下:\n处理结果:\n如对处理结果不满意,可在评价期内评价,我们将重新办理。感谢您的监督。\n{unit} {today}',
      en: null,
    },
  }),
  text(8, {
    procedure: 'assistedFiling',
    step: null,
    field: 'requestExtension/reason',
    unit: null,
    name: { zh: '按期不能办结', en: 'It cannot be done in time' },
    text: { zh: '{caseNo}本环节原定于{dueAt}到期。因下列原因不能按期办结:\n已做的工作:\n延长期间将完成:', en: null },
  }),
  ...(['assistedFiling', 'complaint', 'gridEvent'] as const).map((procedure, index) =>
    text(5 + index, {
      procedure,
      step: null,
      field: 'return/reason',
      unit: null,
      name: { zh: '不属于本单位职责', en: 'Not the task of this unit' },
      text: {
        zh: '经核对职责清单,{caseNo}所涉事项不属于{unit}职责,依据:\n建议改派至:\n请予复核。',
        en: 'By the list of tasks, {caseNo} is not for {unit}, because:\nIt should go to:\nPlease review.',
      },
    }),
  ),
];
