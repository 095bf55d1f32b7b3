/**
 * For a button that comes to lie under the pointer by the click before: the second click of a double click was meant for what was there.
 * A key that presses the button counts as no click, and goes through.
 */
export const firstClick =
  (deed: () => void) =>
  ({ detail: clicks }: Pick<MouseEvent, 'detail'>): void => {
    if (clicks <= 1) deed();
  };
