import type { Material, Matter } from '../../contracts/api/registry.ts';
import type { Span } from '../../contracts/clock.ts';

function needed(id: string, zh: string, en: string): Material {
  return { id, name: { zh, en }, required: true };
}

function ifAny(id: string, zh: string, en: string): Material {
  return { id, name: { zh, en }, required: false };
}

function workdays(amount: number): Span {
  return { amount, unit: 'workday' };
}

const idCard = needed('id-card', '身份证', 'identity card');
const application = needed('application', '申请表', 'application form');
const residence = needed('residence', '户口簿或居住证明', 'household register or proof of residence');
const premises = needed('premises', '经营场所使用证明', 'proof of the right to use the premises');

type Draft = Omit<Matter, 'departments' | 'active'>;

/**
 * Frequent matters of the counters: 社保、医保、工商、住房、就业、建设工程、贷款. Materials and promises are usual ones, for each
 * place to change. A place names its departments and puts a matter in use; until then nobody can apply for it.
 */
export const matters: readonly Draft[] = [
  {
    code: 'individual-business-licence',
    name: { zh: '个体工商户设立登记', en: 'Registration of an individual business' },
    category: 'business',
    materials: [application, idCard, premises, ifAny('name-approval', '名称自主申报告知书', 'notice of the chosen name')],
    promise: workdays(1),
    jointly: false,
    deliverable: { zh: '营业执照', en: 'business licence' },
  },
  {
    code: 'individual-business-change',
    name: { zh: '个体工商户变更登记', en: 'Change of an individual business' },
    category: 'business',
    materials: [application, idCard, needed('licence', '原营业执照', 'present business licence')],
    promise: workdays(1),
    jointly: false,
    deliverable: { zh: '营业执照', en: 'business licence' },
  },
  {
    code: 'food-business-permit',
    name: { zh: '食品经营许可', en: 'Food business permit' },
    category: 'business',
    materials: [application, idCard, premises, needed('layout', '经营场所布局图', 'plan of the premises'), needed('health', '从业人员健康证明', 'health certificates')],
    promise: workdays(10),
    jointly: false,
    deliverable: { zh: '食品经营许可证', en: 'food business permit' },
  },
  {
    code: 'restaurant-opening',
    name: { zh: '开办餐饮店“一件事”', en: 'Opening a restaurant, as one matter' },
    category: 'business',
    materials: [application, idCard, premises, needed('layout', '经营场所布局图', 'plan of the premises'), ifAny('sign', '门头招牌效果图', 'picture of the sign')],
    promise: workdays(15),
    jointly: true,
    deliverable: { zh: '营业执照、食品经营许可证', en: 'business licence and food business permit' },
  },
  {
    code: 'flexible-employment-insurance',
    name: { zh: '灵活就业人员参保登记', en: 'Social insurance for the flexibly employed' },
    category: 'socialInsurance',
    materials: [application, idCard, residence],
    promise: workdays(3),
    jointly: false,
    deliverable: null,
  },
  {
    code: 'social-security-card',
    name: { zh: '社会保障卡申领', en: 'Social security card' },
    category: 'socialInsurance',
    materials: [idCard, needed('photo', '证件照片', 'photograph')],
    promise: workdays(10),
    jointly: false,
    deliverable: { zh: '社会保障卡', en: 'social security card' },
  },
  {
    code: 'resident-medical-insurance',
    name: { zh: '城乡居民基本医疗保险参保登记', en: 'Medical insurance of residents' },
    category: 'medicalInsurance',
    materials: [idCard, residence],
    promise: workdays(1),
    jointly: false,
    deliverable: null,
  },
  {
    code: 'treatment-elsewhere',
    name: { zh: '异地就医备案', en: 'Filing for medical treatment elsewhere' },
    category: 'medicalInsurance',
    materials: [idCard, needed('ground', '异地居住或转诊证明', 'proof of residence elsewhere or of referral')],
    promise: workdays(1),
    jointly: false,
    deliverable: null,
  },
  {
    code: 'public-rental-housing',
    name: { zh: '公共租赁住房申请', en: 'Public rental housing' },
    category: 'housing',
    materials: [application, idCard, residence, needed('income', '家庭收入证明', 'proof of household income')],
    promise: workdays(20),
    jointly: true,
    deliverable: { zh: '保障资格通知书', en: 'notice of eligibility' },
  },
  {
    code: 'employment-registration',
    name: { zh: '就业失业登记', en: 'Registration of employment or unemployment' },
    category: 'employment',
    materials: [idCard, ifAny('contract', '劳动合同或解除证明', 'employment contract or proof of its end')],
    promise: workdays(1),
    jointly: false,
    deliverable: { zh: '就业创业证', en: 'employment certificate' },
  },
  {
    code: 'construction-permit',
    name: { zh: '建筑工程施工许可', en: 'Construction permit' },
    category: 'construction',
    materials: [
      application,
      needed('land', '用地批准手续', 'land approval'),
      needed('planning', '建设工程规划许可证', 'planning permit'),
      needed('contract', '施工合同', 'construction contract'),
    ],
    promise: workdays(7),
    jointly: false,
    deliverable: { zh: '建筑工程施工许可证', en: 'construction permit' },
  },
  {
    code: 'small-loan',
    name: { zh: '小额贷款联合办理', en: 'Small loan, together with the bank' },
    category: 'loan',
    materials: [application, idCard, needed('licence', '营业执照', 'business licence'), ifAny('statements', '近半年经营流水', 'statements of the last six months')],
    promise: workdays(5),
    jointly: true,
    deliverable: { zh: '贷款审批通知书', en: 'notice of the loan decision' },
  },
];
