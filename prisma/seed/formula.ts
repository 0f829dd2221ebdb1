import type { Formula } from '../../contracts/api/formulas.ts';

/** The first version. It weighs what became of the matter; nobody gains by clicking more often. */
export const firstFormula: Omit<Formula, 'publishedAt'> = {
  version: 1,
  satisfaction: { 5: 1, 4: 1, 3: 0.6, 2: 0, 1: 0 },
  weights: { inTimeRate: 0.3, responseRate: 0.1, resolutionRate: 0.3, satisfactionRate: 0.3 },
  source: '响应率、解决率、满意率:《北京市接诉即办工作条例》第32、33条;权重为本地默认,可配置',
  confidence: 'U',
};
