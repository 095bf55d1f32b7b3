import type { Settings } from '../contract/settings';

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** The colour scheme that is on the document, for what is drawn with its colours. */
export const shownTheme = $state<{ value: 'light' | 'dark' }>({ value: 'light' });

/** Puts the colour scheme on the document. Returns the function that stops following the system. */
export function applyTheme(theme: Settings['theme']): () => void {
  const apply = (): void => {
    const isDark = theme === 'dark' || (theme === 'system' && systemIsDark.matches);
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
    shownTheme.value = isDark ? 'dark' : 'light';
  };
  apply();
  systemIsDark.addEventListener('change', apply);
  return () => {
    systemIsDark.removeEventListener('change', apply);
  };
}
