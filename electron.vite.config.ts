import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/** One build runs on Electron 25 (Node 18, Chromium 114) and on every later one; main and preload are CommonJS. */
const node = { target: 'node18', rollupOptions: { output: { format: 'cjs', entryFileNames: '[name].js' } } } as const;

// electron-vite reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default defineConfig({
  // What package.json lists under `dependencies` stays outside and is required at run time; that holds for the native
  // addons. The worker entries come in through `?modulePath` imports of src/main.
  main: { build: { ...node, externalizeDeps: true, lib: { entry: 'src/main/index.ts', formats: ['cjs'] } } },
  // A sandboxed preload must be one file: its `require` reaches nothing but Electron.
  preload: { build: { ...node, externalizeDeps: false, lib: { entry: 'src/preload/index.ts', formats: ['cjs'] } } },
  renderer: {
    root: 'src/renderer',
    plugins: [svelte({ configFile: false })],
    build: { target: 'chrome114', rollupOptions: { input: 'src/renderer/index.html' }, assetsInlineLimit: 0 },
  },
});
