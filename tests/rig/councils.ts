import { inDays } from './yixian.ts';

export const meetingAt = `${inDays(3)}T15:00:00+08:00`;

/** 黎阳: drainage and access roads; education, housing and planning are asked to the long bench. */
export function longBench(matter: Record<string, unknown> = {}) {
  return {
    procedure: 'council',
    region: '341002102',
    title: '小区排水与出行道路',
    matter: {
      kind: 'longBench',
      concern: 'drainage',
      concerns: [{ concern: '雨后积水' }, { concern: '接送学生道路不畅' }],
      host: 'liyang-community',
      community: 'liyang-community',
      supervisor: 'tunxi',
      ...matter,
    },
  };
}

export const departments = ['tunxi-education', 'tunxi-housing', 'tunxi-planning'] as const;
export const longBenchAgenda = {
  at: meetingAt,
  invited: departments,
  questions: [
    { question: '排水何时改造', unit: 'tunxi-housing' },
    { question: '出行道路如何规划', unit: 'tunxi-planning' },
    { question: '上学路线如何安排', unit: 'tunxi-education' },
  ],
};

/** 庐阳: residents ask for somewhere to exercise; the council applies for the project “快乐健身行动”. */
export function partyAndResidents() {
  return {
    procedure: 'council',
    region: '340103',
    title: '小区闲置空地增设健身设施',
    matter: {
      kind: 'partyAndResidents',
      concern: 'facilities',
      concerns: [{ concern: '缺少健身场地' }],
      host: 'luyang-estate-branch',
      community: 'luyang-community',
      supervisor: 'luyang',
    },
  };
}

export const estateAgenda = {
  at: meetingAt,
  invited: ['luyang-property'],
  questions: [{ question: '空地如何使用', unit: 'luyang-property' }],
};

/** 清理整备、地面硬化、安装调试 */
export const fitnessProject = {
  projectNo: '庐健2022-14',
  milestones: [
    { work: 'clearing', unit: 'luyang-property', days: 10 },
    { work: 'hardening', unit: 'luyang-property', days: 20 },
    { work: 'installation', unit: 'luyang-sports', days: 15 },
  ],
};

export const visited = { households: 12, findings: '普遍反映' };
export const held = { held: true, residents: 26 };
export const answered = { how: 'meeting', answer: '已列入计划' };
export const adopted = { decision: 'adopted', resolution: '按计划实施' };
export const toldAtDoors = { households: 40, supporting: 38 };
export const satisfied = { channel: 'visit', outcome: 'reached', level: 5 };
