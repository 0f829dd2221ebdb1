import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { unitKindLabels, type Unit } from '../../contracts/api/registry.ts';
import { Exports } from '../app/exports.tsx';
import { Listed, Table } from '../app/listed.tsx';
import { notify } from '../app/notice.tsx';
import { Named } from '../forms/facts.tsx';
import { RegionFilter } from './region-filter.tsx';
import './registry.css';
import { registry } from './registry-queries.ts';
import { Active, Chosen, fresh, OneHead, SectionHead, ToOne, useSection } from './section.tsx';
import { UnitForm } from './unit-form.tsx';
import { UnitPage } from './unit-page.tsx';
import { useRegistryWords } from './words.ts';

/** 单位与网格: as a tree under the regions; what is searched for comes as a table. */
export default function Units() {
  const { t } = useRegistryWords();
  const { one, q, kind, region, show } = useSection();
  const client = useQueryClient();
  if (one === fresh) {
    return (
      <>
        <OneHead section="units" title={t('unit.add')} />
        <section className="part narrowly">
          <UnitForm
            initial={{ region, parent: undefined }}
            onDone={async (code) => {
              notify(t('registry.saved'));
              await client.invalidateQueries({ queryKey: ['registry'] });
              show({ one: code });
            }}
          />
        </section>
      </>
    );
  }
  if (one !== undefined) return <UnitPage key={one} code={one} />;
  return (
    <>
      <SectionHead title={t('registry.units')} search={t('unit.search')} add={t('unit.add')}>
        <Exports what="units" query={{ name: q, kind, region }} name={t('registry.units')} />
      </SectionHead>
      <RegionFilter />
      <Chosen label={t('unit.kind')} name="kind" options={unitKindLabels} />
      {q === undefined && kind === undefined ? <Tree {...(region === undefined ? {} : { region })} /> : <Found />}
    </>
  );
}

function Found() {
  const { say, t } = useRegistryWords();
  const { q, kind, region } = useSection();
  const list = useInfiniteQuery(registry.units({ name: q, kind, region }));
  return (
    <Listed list={list} empty={t('unit.none')} rows={8}>
      {(items) => (
        <Table
          name={t('registry.units')}
          items={items}
          keyOf={({ code }) => code}
          columns={[
            { title: t('registry.name'), of: (unit) => <UnitLink unit={unit} /> },
            { title: t('unit.kind'), of: ({ kind: each }) => say(unitKindLabels[each]) },
            { title: t('unit.region'), of: ({ region: each }) => <Named to="region" id={each} /> },
            { title: t('unit.parent'), of: ({ parent }) => (parent === null ? t('none') : <Named to="unit" id={parent} />) },
            { title: t('registry.state'), of: ({ active }) => <Active active={active} /> },
          ]}
        />
      )}
    </Listed>
  );
}

function UnitLink({ unit: { code, name } }: { readonly unit: Unit }) {
  const { say } = useRegistryWords();
  return (
    <>
      <ToOne section="units" one={code}>
        {say(name)}
      </ToOne>
      <small>{code}</small>
    </>
  );
}

/** The units of a region that have nothing above them, each with what is below it. */
function Tree({ region }: { readonly region?: string }) {
  const { t } = useRegistryWords();
  const list = useInfiniteQuery(registry.units({ top: 'true', region }));
  // A street lies in a region of its own below the district that has its parent: there the units of the region are listed.
  const within = useInfiniteQuery({ ...registry.units({ region }), enabled: list.isSuccess && list.data.pages[0]?.items.length === 0 });
  return (
    <Listed list={list.isSuccess && list.data.pages[0]?.items.length === 0 ? within : list} empty={t('unit.none')} rows={8}>
      {(items) => (
        <ul className="rows tree" aria-label={t('registry.units')}>
          {items.map((unit) => (
            <Branch key={unit.code} unit={unit} />
          ))}
        </ul>
      )}
    </Listed>
  );
}

function Branch({ unit }: { readonly unit: Unit }) {
  const { say, t } = useRegistryWords();
  const [open, setOpen] = useState(false);
  const leaf = unit.kind === 'building';
  return (
    <li>
      <div className="branch">
        {leaf ? (
          <span className="twig" />
        ) : (
          <button type="button" className="twig" aria-expanded={open} aria-label={t('unit.below', { name: say(unit.name) })} onClick={() => setOpen(!open)}>
            <span aria-hidden="true">{open ? '▾' : '▸'}</span>
          </button>
        )}
        <ToOne section="units" one={unit.code}>
          {say(unit.name)}
        </ToOne>
        <small>
          {say(unitKindLabels[unit.kind])}
          {!unit.active && <Active active={false} />}
        </small>
      </div>
      {open && <Twigs parent={unit.code} />}
    </li>
  );
}

function Twigs({ parent }: { readonly parent: string }) {
  const { t } = useRegistryWords();
  const list = useInfiniteQuery(registry.units({ parent }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <p className="hint twigs">{t('loading')}</p>;
  if (items.length === 0) return <p className="hint twigs">{t(list.isError ? 'error.load' : 'unit.nothingBelow')}</p>;
  return (
    <ul className="twigs">
      {items.map((unit) => (
        <Branch key={unit.code} unit={unit} />
      ))}
      {list.hasNextPage && (
        <li>
          <Button type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('more')}
          </Button>
        </li>
      )}
    </ul>
  );
}
