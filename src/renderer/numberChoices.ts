import type { NumberStyle } from '../contract/shaping';

export const numberChoices: readonly { readonly value: NumberStyle; readonly label: string }[] = [
  { value: 'words', label: 'Words' },
  { value: 'ten', label: 'From ten on' },
  { value: 'digits', label: 'All digits' },
];

/** One sentence as each of the choices writes it. */
export const numberExample: Readonly<Record<NumberStyle, string>> = {
  words: 'Two of us met twelve people at half past two and paid five dollars.',
  ten: 'Two of us met 12 people at 2:30 and paid $5.',
  digits: '2 of us met 12 people at 2:30 and paid $5.',
};
