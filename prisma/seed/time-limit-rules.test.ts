import { describe, expect, test } from '@jest/globals';
import { timeLimitRule } from '../../contracts/clock.ts';
import { standingSteps } from '../../contracts/standing-steps.ts';
import { timeLimitRules } from './time-limit-rules.ts';

const rule = (code: string) => timeLimitRules.find((each) => each.code === code);

describe('the rules that are shipped', () => {
  test('fit their contract, and each is there once', () => {
    for (const each of timeLimitRules) expect(timeLimitRule.safeParse(each)).toMatchObject({ success: true });
    expect(new Set(timeLimitRules.map(({ code }) => code)).size).toBe(timeLimitRules.length);
  });

  test('say where they are only a default', () => {
    for (const { code, source, confidence } of timeLimitRules) {
      expect([code, source.includes('本地默认,可配置')]).toEqual([code, confidence === 'U']);
    }
  });

  test.each([
    ['discipline.register', 5, 'workday', '第16条'],
    ['discipline.tellAcceptance', 15, 'workday', '第26条'],
    ['discipline.feedBack', 15, 'workday', '第27条'],
    ['discipline.assess', 1, 'month', '第21条'],
    ['assistedFiling.tellMaterials', 5, 'workday', '第32条'],
    ['assistedFiling.decide', 20, 'workday', '第42条'],
    ['assistedFiling.decideJointly', 45, 'workday', '第42条'],
    ['assistedFiling.deliver', 10, 'workday', '第44条'],
    ['mediation.confirmation', 30, 'day', '第33条'],
  ])('%s is %d %s by %s', (code, amount, unit, article) => {
    expect(rule(code)?.term).toEqual({ amount, unit });
    expect(rule(code)?.source).toContain(article);
  });

  test('allow the extensions of the law, once', () => {
    expect(rule('assistedFiling.decide')?.extension).toEqual({ times: 1, most: { amount: 10, unit: 'workday' } });
    expect(rule('assistedFiling.decideJointly')?.extension).toEqual({ times: 1, most: { amount: 15, unit: 'workday' } });
    expect(rule('discipline.verify')?.extension).toEqual({ times: 1, most: { amount: 1, unit: 'month' } });
  });

  test('hold every rule that the steps of the kit name', () => {
    for (const step of Object.values(standingSteps)) expect(rule(step.rule)).toBeDefined();
  });
});
