const textFields = 'input, textarea, [contenteditable="true"]';
/** One that is chosen already: Space does nothing there. */
const chosen = '[aria-current], [role="radio"][aria-checked="true"]';
const controls = `${textFields}, button:not(${chosen}), [role="menu"], [role="listbox"], [role="dialog"]`;

const isWithin = (event: Event, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null;

/** A key that was typed into a text field belongs to the text. */
export const isTyping = (event: Event): boolean => isWithin(event, textFields);

/** A key that was typed into what stands above the view: rows may be found by letters there, and who searches means to type. */
export const isInLayer = (event: Event): boolean =>
  isWithin(event, '[role="menu"], [role="listbox"], [role="dialog"], [role="search"]') &&
  !isWithin(event, '[data-passes-keys]');

/** A key such as Space or an arrow that the control in focus uses itself; some leave them to the view. */
export const isControl = (event: Event): boolean => isWithin(event, controls) && !isWithin(event, '[data-passes-keys]');

/** For a control that takes the place of the one that had the focus. */
export function takeFocus(control: HTMLElement): void {
  control.focus();
}

/**
 * For a part of the view that is opened by a key and takes the focus: called when it is made, returns what gives the focus back to what
 * had it, where the part is gone and nothing else has taken it.
 */
export function focusKeeper(): () => void {
  const before = document.activeElement;
  return () => {
    if (isFocusLost() && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}

/** What had the focus is gone, and nothing else has it. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** For a part of the view that Esc closes, while the focus is in it. Whatever lies under it keeps its own Esc. */
export const closesOnEscape =
  (close: () => void) =>
  (element: HTMLElement): (() => void) => {
    const onkeydown = (event: KeyboardEvent): void => {
      // Of an open menu, which floats elsewhere, only its button lies within.
      if (event.key !== 'Escape' || isWithin(event, '[aria-expanded="true"]')) return;
      event.stopPropagation();
      close();
    };
    element.addEventListener('keydown', onkeydown);
    return () => {
      element.removeEventListener('keydown', onkeydown);
    };
  };
