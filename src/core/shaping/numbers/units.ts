import type { NumberStyle } from '../../../contract/shaping';
import type { WordReach } from './wordReach';

/** How a unit is written behind its number, and of how many words it is made. */
export interface Unit {
  readonly text: string;
  readonly length: number;
  /** No space stands before it. */
  readonly isJoined: boolean;
}

type Entry = readonly [words: string, text: string];

const joined: readonly Entry[] = [
  ['percent', '%'],
  ['per cent', '%'],
  ['degrees celsius', '°C'],
  ['degrees centigrade', '°C'],
  ['degrees fahrenheit', '°F'],
  ['degree celsius', '°C'],
  ['celsius', '°C'],
  ['fahrenheit', '°F'],
];

/** Units that are hardly ever written out. */
const technical: readonly Entry[] = [
  ['kilometres per hour', 'km/h'],
  ['kilometers per hour', 'km/h'],
  ['kilometres an hour', 'km/h'],
  ['kilometers an hour', 'km/h'],
  ['miles per hour', 'mph'],
  ['miles an hour', 'mph'],
  ['kilowatt hours', 'kWh'],
  ['kilobytes', 'kB'],
  ['megabytes', 'MB'],
  ['gigabytes', 'GB'],
  ['terabytes', 'TB'],
  ['kilohertz', 'kHz'],
  ['megahertz', 'MHz'],
  ['gigahertz', 'GHz'],
  ['milligrams', 'mg'],
  ['millilitres', 'ml'],
  ['milliliters', 'ml'],
];

/** Units that people write out in a text, and shorten where all is in digits. */
const common: readonly Entry[] = [
  ['kilometres', 'km'],
  ['kilometers', 'km'],
  ['kilometre', 'km'],
  ['kilometer', 'km'],
  ['centimetres', 'cm'],
  ['centimeters', 'cm'],
  ['millimetres', 'mm'],
  ['millimeters', 'mm'],
  ['kilograms', 'kg'],
  ['kilogram', 'kg'],
  ['kilos', 'kg'],
];

export function unitAt(reach: WordReach, at: number, style: NumberStyle): Unit | null {
  const find = (entries: readonly Entry[]): Entry | undefined => entries.find(([words]) => reach.isAt(at, words));
  const sign = find(joined);
  if (sign !== undefined) return { text: sign[1], length: sign[0].split(' ').length, isJoined: true };
  const unit = find(technical) ?? (style === 'digits' ? find(common) : undefined);
  return unit === undefined ? null : { text: unit[1], length: unit[0].split(' ').length, isJoined: false };
}
