/** The text may stand in a part of what cuts it: a mark in a title. */
const mostLevels = 3;

/** To be told of every pointer that comes over something: what is cut off with an ellipsis is told whole by its tip, and by that alone. */
export function tellCutText({ target }: Event): void {
  let element = target instanceof HTMLElement ? target : null;
  for (let level = 0; element !== null && level < mostLevels; level += 1, element = element.parentElement) {
    if (getComputedStyle(element).textOverflow !== 'ellipsis') continue;
    tell(element);
    return;
  }
}

function tell(element: HTMLElement): void {
  // What has a tip of its own keeps it.
  if (element.title !== '' && element.dataset['cut'] === undefined) return;
  const isCut = element.scrollWidth > element.clientWidth;
  if (isCut) element.dataset['cut'] = '';
  element.title = !isCut ? '' : element instanceof HTMLInputElement ? element.value : element.innerText;
}
