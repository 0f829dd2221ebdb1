import { z } from 'zod';
import { message } from '../../contracts/message.ts';

type Issue = z.core.$ZodRawIssue;

/**
 * What a person is told of a field that does not fit, where its contract has no sentence of its own: both languages, as `message`
 * makes them. What the validator's authors did not foresee for people keeps their words.
 */
export const sentenceOf: z.core.$ZodErrorMap = (issue) => told(issue) ?? message(own(zhCN, issue), own(en, issue));

const zhCN = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;

const kinds: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  string: ['文字', 'text'],
  number: ['数字', 'a number'],
  int: ['整数', 'a whole number'],
  boolean: ['是或否(true 或 false)', 'yes or no (true or false)'],
  array: ['列表', 'a list'],
  object: ['一组字段', 'an object'],
  record: ['一组字段', 'an object'],
};

const formats: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  date: ['须为日期,如 2026-11-27', 'write a date, such as 2026-11-27'],
  datetime: ['须为带时区的时间,如 2026-11-27T09:00:00+08:00', 'write a time with its zone, such as 2026-11-27T09:00:00+08:00'],
  uuid: ['须为 UUID', 'write a UUID'],
  url: ['须为完整的网址', 'write a full web address'],
  email: ['须为电子邮件地址', 'write an e-mail address'],
};

function told(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return message('必填', 'This field is required');
      const kind = kinds[issue.expected];
      return kind && message(`须为${kind[0]}`, `this must be ${kind[1]}`);
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      return message(values.length === 1 ? `须为 ${values[0]}` : `须为下列之一:${values.join('、')}`, values.length === 1 ? `this must be ${values[0]}` : `this must be one of: ${values.join(', ')}`);
    }
    case 'too_small':
      return amount(issue.origin, Number(issue.minimum), issue.exact ? 'exactly' : issue.inclusive === false ? 'more' : 'least');
    case 'too_big':
      return amount(issue.origin, Number(issue.maximum), issue.exact ? 'exactly' : issue.inclusive === false ? 'less' : 'most');
    case 'invalid_format': {
      const format = formats[issue.format];
      return format && message(...format);
    }
    case 'not_multiple_of':
      return message(`须为 ${issue.divisor} 的倍数`, `this must be a multiple of ${issue.divisor}`);
    case 'unrecognized_keys':
      return message('没有这一项,请去掉', 'there is no such field: leave it out');
    default:
      return undefined;
  }
}

const bounds = {
  exactly: ['须为', 'exactly'],
  least: ['至少', 'at least'],
  most: ['最多', 'at most'],
  more: ['须大于', 'more than'],
  less: ['须小于', 'less than'],
} as const;

/** How long a text, how many of a list, or how large a number. */
function amount(origin: string, limit: number, bound: keyof typeof bounds): string | undefined {
  const [zh, english] = bounds[bound];
  if (origin === 'string') return limit === 1 && bound === 'least' ? message('不能为空', 'this must not be empty') : message(`${zh} ${limit} 个字`, `${english} ${counted(limit, 'character')}`);
  if (origin === 'array') return message(`${zh} ${limit} 项`, `${english} ${counted(limit, 'item')}`);
  if (origin === 'number' || origin === 'int') return message(`${bound === 'least' ? '不得小于' : bound === 'most' ? '不得大于' : zh} ${limit}`, `this must be ${english} ${limit}`);
  return undefined;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function own(locale: z.core.$ZodErrorMap, issue: Issue): string {
  const text = locale(issue);
  return typeof text === 'string' ? text : (text?.message ?? '');
}
