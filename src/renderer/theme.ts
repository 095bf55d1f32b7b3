import type { Settings } from '../contract/settings';

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Puts the colour scheme on the document. Returns the function that stops following the system. */
export function applyTheme(theme: Settings['theme']): () => void {
  const apply = (): void => {
    const isDark = theme === 'dark' || (theme === 'system' && systemIsDark.matches);
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  };
  apply();
  systemIsDark.addEventListener('change', apply);
  return () => {
    systemIsDark.removeEventListener('change', apply);
  };
}
