import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

import { notices } from './scripts/notices.mjs';

/** One build runs on Electron 25 (Node 18, Chromium 114) and on every later one; main and preload are CommonJS. */
const target = 'node18';

// electron-vite reads the default export.
// eslint-disable-next-line no-restricted-syntax
export default defineConfig({
  // What package.json lists under `dependencies` stays outside and is required at run time; that holds for the native
  // addons. The worker entries come in through `?modulePath` imports of src/main.
  // The decoder of sound files is a program of its own beside it, which utility processes start; so are the command line and
  // the process that has its microphone.
  main: {
    build: {
      target,
      externalizeDeps: true,
      rolldownOptions: {
        // Node's own import finds nothing in the app's archive, up to Electron 27; require does.
        output: { dynamicImportInCjs: false },
        input: {
          index: 'src/main/index.ts',
          decoderProgram: 'src/platform/audio/decoderProgram.ts',
          cli: 'src/cli/index.ts',
          microphoneProcess: 'src/cli/recognition/microphoneProcess.ts',
        },
      },
    },
  },
  // A sandboxed preload must be one file: its `require` reaches nothing but Electron.
  preload: { build: { target, externalizeDeps: false, rolldownOptions: { input: 'src/preload/index.ts' } } },
  renderer: {
    root: 'src/renderer',
    plugins: [svelte({ configFile: false }), notices()],
    // Nothing is inlined: the page's rules refuse scripts and styles that are not files of ours.
    build: {
      target: 'chrome114',
      // The pill has a page of its own.
      rolldownOptions: { input: ['src/renderer/index.html', 'src/renderer/pill.html'] },
      assetsInlineLimit: 0,
      minify: true,
    },
  },
});
