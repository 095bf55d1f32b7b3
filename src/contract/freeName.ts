/** Whether one of the names is this one, to whoever reads them. */
export const isTaken = (name: string, names: readonly string[]): boolean =>
  names.some((other) => folded(other) === folded(name));

/** The name, with a number behind it where another has it: "My voice 2". Without zod, because the window bundles this file. */
export function freeName(name: string, names: readonly string[]): string {
  let [free, number] = [name, 1];
  while (isTaken(free, names)) free = `${name} ${(number += 1)}`;
  return free;
}

const folded = (name: string): string => name.trim().toLowerCase();
