import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * Files of the first two share their process, since reading the modules anew for each takes as long as testing them; the others start programs
 * and change what a process has one of.
 */
const kinds = [
  { name: 'unit', isolate: false },
  { name: 'golden', isolate: false },
  { name: 'integration', isolate: true },
];

// Vitest reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  test: {
    // Generous: the machines of CI are slow, and a test that hangs fails all the same.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    // Vitest by itself leaves one core idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    // Each of the two computes on one core; by itself TensorFlow would start a thread for each core in each of them.
    env: { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
    setupFiles: ['./tests/support/propertySeed.ts'],
    projects: kinds.map(({ name, isolate }) => ({
      extends: true,
      test: { name, isolate, include: [`tests/${name}/**/*.test.ts`] },
    })),
  },
});
