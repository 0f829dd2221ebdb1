import type { Officer } from '../../contracts/api/registry.ts';
import { roleLabels } from '../../contracts/roles.ts';
import { Table } from '../app/listed.tsx';
import { Named } from '../forms/facts.tsx';
import { Active, ToOne } from './section.tsx';
import { useRegistryWords } from './words.ts';

/** Officers, one a row. `everywhere`: of several units, so that each row names its own. */
export function OfficerTable({ officers, everywhere = false }: { readonly officers: readonly Officer[]; readonly everywhere?: boolean }) {
  const { language, say, t } = useRegistryWords();
  return (
    <Table
      name={t('registry.officers')}
      items={officers}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('officer.name'),
          of: ({ id, name }) => (
            <ToOne section="officers" one={id}>
              {name}
            </ToOne>
          ),
        },
        ...(everywhere ? [{ title: t('officer.unit'), of: ({ unit }: Officer) => <Named to="unit" id={unit} /> }] : []),
        { title: t('officer.roles'), of: ({ roles }) => roles.map((role) => say(roleLabels[role])).join(language === 'zh' ? '、' : ', ') },
        { title: t('officer.phone'), of: ({ phone }) => phone ?? t('none') },
        { title: t('registry.state'), of: ({ active }) => <Active active={active} /> },
      ]}
    />
  );
}
