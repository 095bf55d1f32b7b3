const listOf = (text: string, first: number, step = 1): [string, number][] =>
  text.split(' ').map((word, index) => [word, first + index * step]);

const setOf = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const digits: ReadonlyMap<string, number> = new Map(
  listOf('zero one two three four five six seven eight nine', 0),
);
export const teens: ReadonlyMap<string, number> = new Map(
  listOf('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10),
);
export const tens: ReadonlyMap<string, number> = new Map(
  listOf('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
);
export const scales: ReadonlyMap<string, number> = new Map(
  listOf('thousand million billion trillion', 3, 3).map(([word, power]) => [word, 10 ** power]),
);

/** "first" … "ninth", "tenth" … "nineteenth", "twentieth" … "ninetieth". */
export const unitOrdinals: ReadonlyMap<string, number> = new Map(
  listOf('first second third fourth fifth sixth seventh eighth ninth', 1),
);
export const longOrdinals: ReadonlyMap<string, number> = new Map([
  ...listOf('tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth', 10),
  ...listOf('twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth', 20, 10),
]);

/** "tens" … "nineties", and "hundreds": what ends a decade or a century. */
export const decades: ReadonlyMap<string, number> = new Map([
  ['hundreds', 0],
  ['tens', 10],
  ...listOf('twenties thirties forties fifties sixties seventies eighties nineties', 20, 10),
]);

export const months: ReadonlyMap<string, string> = new Map(
  'january february march april may june july august september october november december'
    .split(' ')
    .map((month) => [month, month.charAt(0).toUpperCase() + month.slice(1)]),
);

/** Names of a zero among digits. */
export const zeros = setOf('zero oh o nought naught');

const irregularPlurals = setOf('people men women children feet teeth mice');
const noPlurals = setOf('is was has does its his this yes us as always perhaps plus thus less unless across towards');

/** Whether the word is a noun of which there are several, as far as its ending tells. */
export const isPlural = (word: string): boolean =>
  irregularPlurals.has(word) || (word.length > 3 && /[^siu']s$/u.test(word) && !noPlurals.has(word));

export const isCardinalWord = (word: string): boolean => digits.has(word) || teens.has(word) || tens.has(word);

/** Whether a number goes on with the word. */
export const isNumberWord = (word: string): boolean => isCardinalWord(word) || word === 'hundred' || scales.has(word);

/** What makes an amount of the number before it, so that it is no time and no year. */
const amounts = setOf(
  'percent per % degrees degree dollars dollar pounds pound euros euro cents pence point thousandths hundredths',
);

/** Whether the number before the word goes on, or counts what the word names. */
export const isAmount = (word: string): boolean => isNumberWord(word) || amounts.has(word);

/** What a number of one digit or more stands behind as a name: "page five". */
export const labels = setOf(
  'number numbers page pages chapter chapters room section figure step volume flight gate platform route highway channel ' +
    'suite paragraph version episode grade level bus exit unit appendix lesson exercise phase line extension code apartment type question verse column row ' +
    'seat item terminal article table',
);

/** What stands before a time of day and seldom before a count. */
export const timeWords = setOf("at by around until till before after it's");

/** What stands before a year. */
export const yearWords = setOf(
  'in since of year by until till before after from circa early late mid spring summer autumn fall winter',
);

/** `number` with commas between thousands. */
export const grouped = (number: number): string => String(number).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
