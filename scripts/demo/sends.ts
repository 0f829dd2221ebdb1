import { exampleOfficers, type ExampleOfficerName } from '../../prisma/seed/example/officers.ts';

/** A form in which a unit names one of its people. */
export function sends(name: ExampleOfficerName): { unit: string; officer: string } {
  const { unit, id } = exampleOfficers[name];
  return { unit, officer: id };
}
