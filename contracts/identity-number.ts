import { z } from 'zod';
import { message } from './message.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = '10X98765432';

/** 身份证: 6 digits of a region, 8 of a day, 3, and a check character (GB 11643-1999). */
export const identityNumber = z
  .string()
  .regex(/^\d{17}[\dX]$/, message('身份证号为 18 位', 'an identity number has 18 characters'))
  .refine(hasItsCheck, message('身份证号校验位不符', 'the check character of the identity number does not fit'));

function hasItsCheck(text: string): boolean {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return text[17] === checks[sum % 11];
}
