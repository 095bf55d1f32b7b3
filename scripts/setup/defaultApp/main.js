'use strict';

// What Electron's own default app does for `electron [flags] APP`, which the fallback runtime comes without:
// it reads the command line and then becomes the app that is named there.
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');

const { app } = require('electron');

const words = process.argv.slice(1);
const required = [];
let target = null;
while (words.length > 0 && target === null) {
  const word = words.shift();
  if (word === '-v' || word === '--version') printAndExit(`v${process.versions.electron}`);
  else if (word === '-a' || word === '--abi') printAndExit(process.versions.modules);
  else if (word === '-r' || word === '--require') required.push(words.shift());
  else if (word.startsWith('--app=')) target = word.slice('--app='.length);
  else if (!word.startsWith('-')) target = word;
}
if (required.length > 0) Module._preloadModules(required);
if (target === null) {
  console.error('usage: electron [flags] APP');
  process.exit(1);
}
become(resolve(target));

function become(folder) {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (productName || name) app.setName(productName || name);
    if (version) app.setVersion(version);
    app.setAppPath(folder);
  }
  Module._load(folder, module, true);
}

function printAndExit(text) {
  console.log(text);
  process.exit(0);
}
