import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { notify } from '../app/notice.tsx';
import { useAccountWords } from './words.ts';

/** A password or a key that is shown this once. */
export function OneTime({ title, name, secret, text }: { readonly title: string; readonly name: string; readonly secret: string; readonly text: string }) {
  const { t } = useAccountWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="part">
      <h2 ref={heading} tabIndex={-1}>
        ✓ {title}
      </h2>
      <dl className="facts">
        <div>
          <dt>{name}</dt>
          <dd>
            <code className="one-time">{secret}</code>
          </dd>
        </div>
      </dl>
      <p>{text}</p>
      <p>
        <Button onClick={() => void navigator.clipboard.writeText(secret).then(() => notify(t('copied')))}>{t('copy')}</Button>
      </p>
    </section>
  );
}

/** Letters and digits that nobody takes for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const groups = 4;
const inGroup = 4;

/** A password of 16 characters by chance, of all the classes that are asked for. */
export function oneTimePassword(): string {
  const most = 256 - (256 % alphabet.length); // beyond it some characters would come more often
  const drawn: string[] = [];
  while (drawn.length < groups * inGroup) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < most) drawn.push(alphabet.charAt(byte % alphabet.length));
  }
  const password = Array.from({ length: groups }, (_, group) => drawn.slice(group * inGroup, (group + 1) * inGroup).join('')).join('-');
  return [/[a-z]/, /[A-Z]/, /\d/].every((each) => each.test(password)) ? password : oneTimePassword();
}
