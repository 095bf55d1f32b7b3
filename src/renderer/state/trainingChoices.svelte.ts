import type { AdaptationSettings } from '../../contract/voice';

export const advancedFields = [
  {
    key: 'learningRate',
    lowest: 1e-6,
    highest: 0.1,
    title: 'Learning rate',
    note: 'How far each step goes. Too high forgets, too low learns nothing.',
  },
  {
    key: 'epochs',
    lowest: 0.1,
    highest: 1000,
    title: 'Passes',
    note: 'How often each of your recordings is learnt from.',
  },
  {
    key: 'replayShare',
    lowest: 0,
    highest: 0.9,
    title: 'General speech',
    note: 'Its share of what is learnt, 0 to 0.9, so that it is not forgotten.',
  },
] as const;
type Field = (typeof advancedFields)[number];

/** What is chosen for the next training. */
export class TrainingChoices {
  preset = $state<AdaptationSettings['preset']>('standard');
  isOpen = $state(false);
  augments = $state(true);
  /** As text, so that an empty field means the recipe's own. */
  numbers = $state<Record<Field['key'], string>>({ learningRate: '', epochs: '', replayShare: '' });
  refused = $state<string | null>(null);

  /** Null where a number cannot be; `refused` then says which. */
  settings(): AdaptationSettings | null {
    const given = advancedFields.filter(({ key }) => this.numbers[key].trim() !== '');
    const wrong = given.find((field) => !this.#isWithin(field));
    this.refused = wrong === undefined ? null : `${wrong.title} goes from ${wrong.lowest} to ${wrong.highest}.`;
    if (wrong !== undefined) return null;
    const numbers = Object.fromEntries(given.map(({ key }) => [key, Number(this.numbers[key])]));
    return { preset: this.preset, advanced: { ...numbers, augments: this.augments } };
  }

  #isWithin({ key, lowest, highest }: Field): boolean {
    return Number(this.numbers[key]) >= lowest && Number(this.numbers[key]) <= highest;
  }
}
