import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface NumberExample {
  readonly group: string;
  readonly said: string;
  /** With numbers from ten on in digits. */
  readonly ten: string;
  /** With all in digits. */
  readonly digits: string;
}

/** The examples of tests/texts/numbers.tsv, whose first line tells how they are written. */
export function numberExamples(): NumberExample[] {
  let group = '';
  return readFileSync(join(__dirname, '../texts/numbers.tsv'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('# ')) group = line.slice(2);
      if (line === '' || line.startsWith('#')) return [];
      const [said = '', ten = '', digits = ten] = line.split('\t').map((column, _, [first = '']) => {
        return column === '=' ? first : column;
      });
      return [{ group, said, ten, digits }];
    });
}
