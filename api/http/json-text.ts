import { visit } from 'jsonc-parser';
import { invalidFields } from './check.ts';
import { Problem } from './problem.ts';

const deepest = 32;
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads the bytes of a JSON body. Refuses what is not UTF-8 or not JSON, what is nested beyond 32 levels,
 * repeated fields (JSON.parse would silently keep the last one), and names and characters that nothing here can hold.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  inspect(text);
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('正文不是 JSON', 'the body is not JSON');
  }
}

/** Whether a text can be kept: PostgreSQL takes neither NUL nor half of a surrogate pair. */
export function storable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

export function unstorable(path: string): Problem {
  return invalidFields([{ path, zh: '含有无法保存的字符', en: 'Contains characters that cannot be kept' }]);
}

export function malformed(zh: string, en: string): Problem {
  return new Problem('malformed-request', { reason: { zh, en } });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('正文不是 UTF-8', 'the body is not UTF-8');
  }
}

function inspect(text: string): void {
  const open: Set<string>[] = [];
  let depth = 0;
  const enter = (): void => {
    depth += 1;
    if (depth > deepest) throw malformed('嵌套过深', 'it is nested too deeply');
  };
  visit(text, {
    onObjectBegin: () => {
      enter();
      open.push(new Set());
    },
    onObjectProperty: (name, _offset, _length, _line, _character, pathSupplier) => {
      const names = open.at(-1);
      const path = pathOf([...pathSupplier(), name]);
      if (names?.has(name) === true) throw invalidFields([{ path, zh: '字段重复', en: 'This field is repeated' }]);
      if (forbiddenNames.has(name)) throw invalidFields([{ path, zh: '不允许的字段名', en: 'This name is not allowed' }]);
      if (!storable(name)) throw unstorable(path);
      names?.add(name);
    },
    onObjectEnd: () => {
      depth -= 1;
      open.pop();
    },
    onArrayBegin: enter,
    onArrayEnd: () => {
      depth -= 1;
    },
    onLiteralValue: (value, _offset, _length, _line, _character, pathSupplier) => {
      if (typeof value === 'string' && !storable(value)) throw unstorable(pathOf(pathSupplier()));
    },
  });
}

function pathOf(parts: readonly (string | number)[]): string {
  return parts.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    return path === '' ? part : `${path}.${part}`;
  }, '');
}
