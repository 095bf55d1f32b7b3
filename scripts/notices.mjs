import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './setup/paths.mjs';
import { licenceTexts, shippedPackages } from './shippedPackages.mjs';

/**
 * Part of the build of the window: writes beside it `licences.txt`, which the app shows, and `sbom.cdx.json`, its bill of materials
 * (CycloneDX 1.6), from the packages that the build has taken in and those that are shipped as they are.
 */
export function notices() {
  return {
    name: 'notices',
    generateBundle(_options, bundle) {
      const packages = shippedPackages(Object.values(bundle).flatMap(filesIn));
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences(packages) });
      this.emitFile({
        type: 'asset',
        fileName: 'sbom.cdx.json',
        source: `${JSON.stringify(bill(packages), null, 2)}\n`,
      });
    },
  };
}

/** A script is made of modules; a font comes from one file. */
const filesIn = (part) => [
  ...Object.keys(part.modules ?? {}),
  ...(part.originalFileNames ?? []).map((name) => join(root, 'src/renderer', name)),
];

/** Packages with the same text stand together: most of them have one of three. */
function licences(packages) {
  const byText = new Map();
  for (const one of packages) {
    const text = licenceTexts(one).join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), `${one.name} ${one.version} (${one.license})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  const head =
    'Utter is made with what is named here. Electron and Chromium bring their own, in LICENSES.chromium.html beside the app.';
  const own = `Utter\n\n${readFileSync(join(root, 'LICENSE'), 'utf8').trim()}`;
  return `${[head, own, ...resources(), ...parts].join(`\n\n${'─'.repeat(60)}\n\n`)}\n`;
}

/** Models, recordings and texts: each tells in a file of its own where it is from. */
function resources() {
  return readdirSync(join(root, 'resources'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map(
      (name) =>
        `resources/${name.replaceAll('\\', '/')}\n\n${readFileSync(join(root, 'resources', name), 'utf8').trim()}`,
    );
}

function bill(packages) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component({ name, version, license }, 'application') },
    components: packages.map((one) => component(one, 'library')),
  };
}

function component({ name, version, license, integrity }, type) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type,
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [license.includes(' ') ? { expression: license } : { license: { id: license } }],
    ...(integrity && { hashes: [hashOf(integrity)] }),
  };
}

/** npm writes "sha512-" and base64, CycloneDX "SHA-512" and hexadecimal digits. */
function hashOf(integrity) {
  const [, bits, digest] = /^sha(\d+)-(\S+)/u.exec(integrity);
  return { alg: `SHA-${bits}`, content: Buffer.from(digest, 'base64').toString('hex') };
}
