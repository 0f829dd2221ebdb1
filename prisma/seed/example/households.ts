interface ExampleHousehold {
  readonly code: string;
  readonly grid: string;
  readonly building: string;
  readonly address: string;
  readonly head: string;
  readonly members: ReadonlyArray<{ readonly household: string; readonly number: number; readonly name: string }>;
}

/** So many members each household of a grid has. */
const membersIn: Readonly<Record<string, readonly number[]>> = {
  'laojie-grid-1': [3, 2, 4, 1, 5, 2],
  'laojie-grid-2': [2, 3, 1, 4],
  'liyang-grid-1': [4, 3, 3],
};

const surnames = ['程', '吴', '胡', '汪', '方', '戴'];

/** Invented households of three grids. */
export const exampleHouseholds: readonly ExampleHousehold[] = Object.entries(membersIn).flatMap(([grid, sizes]) =>
  sizes.map((size, index) => {
    const code = `${grid}-${String(index + 1).padStart(4, '0')}`;
    const family = `示例·${surnames[index % surnames.length]}`;
    return {
      code,
      grid,
      building: `${Math.floor(index / 3) + 1} 幢`,
      address: `示例街 ${index + 1} 号`,
      head: `${family}一`,
      members: Array.from({ length: size }, (_, member) => ({
        household: code,
        number: member + 1,
        name: `${family}${'一二三四五'[member] ?? ''}`,
      })),
    };
  }),
);
