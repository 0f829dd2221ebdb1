import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Switches } from '../app/switches.tsx';
import { useTitle } from '../app/use-title.ts';
import { roleLabels } from '../../contracts/roles.ts';
import { useField } from './store.ts';
import { useFieldWords } from './words.ts';

/** Who I am here, what this phone keeps, and the way out. */
export function More({ onLeave }: { onLeave(): void }) {
  const { say, t } = useFieldWords();
  const { owner, locked } = useField();
  useTitle(t('field.more'));
  if (owner === null) return null;
  const { name, unitName, roles } = owner.me;
  return (
    <>
      <h1>{t('field.more')}</h1>
      <section className="part">
        <h2>{name}</h2>
        <p>{say(unitName)}</p>
        <p className="hint">{roles.map((role) => say(roleLabels[role])).join(' · ')}</p>
      </section>
      <section className="part">
        <h2>{t('field.kept')}</h2>
        <p>{t('field.keptText')}</p>
      </section>
      <section className="part">
        <h2>{t('field.install')}</h2>
        <p>{t('field.installText')}</p>
      </section>
      <div className="ways">
        <Switches />
      </div>
      {!locked && (
        <p>
          <Link to="/desk" search={{}}>{t('field.toDesk')}</Link>
        </p>
      )}
      <Button size="large" block onClick={onLeave}>
        {t('login.out')}
      </Button>
    </>
  );
}
