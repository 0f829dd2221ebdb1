import { LRUCache } from 'lru-cache';
import type { Credential } from './credential.ts';

/** Credentials that were looked up a moment ago, by the hex of their sha256. */
export type CredentialCache = LRUCache<string, Credential>;

/** A revoked credential is refused after two seconds at most; this process forgets what it revokes itself at once. */
export function credentialCache(): CredentialCache {
  return new LRUCache({ max: 10_000, ttl: 2_000 });
}
