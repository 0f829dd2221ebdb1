import { randomBytes } from 'node:crypto';
import { argon2id, hash, verify } from 'argon2';
import { Problem } from '../http/problem.ts';

/** OWASP's smallest recommended setting for argon2id. */
const cost = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let decoy: Promise<string> | undefined;

export async function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Takes as long where there is no account (`undefined`) as where there is one. */
export async function passwordFits(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(24).toString('hex'));
  const fits = await verify(passwordHash ?? (await decoy), password);
  return fits && passwordHash !== undefined;
}

/** Throws `password-too-weak` below 8 characters of 3 classes (GB/T 22239-2019, as assessors read it). */
export function refuseWeak(password: string): void {
  const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((each) => each.test(password)).length;
  if ([...password].length < 8 || classes < 3) throw new Problem('password-too-weak');
}
