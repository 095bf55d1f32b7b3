import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../support/temporaryFolder';

const root = join(__dirname, '../..');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script as a module beside the set-up's own, in an environment of its own. */
function runScript(script: string, environment: Record<string, string>, onStderr?: () => void): Promise<Ended> {
  return ended(['--input-type=module', '-e', script], { ...process.env, ...environment }, onStderr);
}

function ended(words: readonly string[], env: NodeJS.ProcessEnv, onStderr?: () => void): Promise<Ended> {
  const child = spawn(process.execPath, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
    onStderr?.();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

const setupModule = (name: string): string => JSON.stringify(join(root, 'scripts/setup', `${name}.mjs`));

/** A folder for PATH whose programs are shell scripts of ours. */
function programs(scripts: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const before = (folder: string): string => [folder, process.env['PATH'] ?? ''].join(delimiter);

describe.runIf(process.platform === 'linux')('the set-up', () => {
  it('makes a folder whole or not at all, and takes away what one that was cut off has left', async () => {
    const folder = join(temporaryFolder(), 'piece');
    const make = (body: string): Promise<Ended> =>
      runScript(
        `import { makeWhole } from ${setupModule('files')};
         import { writeFileSync } from 'node:fs';
         await makeWhole(${JSON.stringify(folder)}, async (draft) => { writeFileSync(draft + '/half', ''); ${body} });`,
        {},
      );
    expect((await make('process.kill(process.pid, "SIGKILL");')).code).toBeNull();
    expect(existsSync(folder)).toBe(false);
    expect((await make('throw new Error("no more");')).code).toBe(1);
    expect(readdirSync(join(folder, '..'))).toEqual([]);
    expect((await make('')).code).toBe(0);
    expect(readdirSync(join(folder, '..'))).toEqual(['piece']);
  });

  it('refuses a download that is not the pinned one, and keeps nothing of it', async () => {
    const cache = temporaryFolder();
    const download =
      'for last; do :; done; [ "$1" = -m ] || exit 1; while [ "$1" != --dest ]; do shift; done; mkdir -p "$2"';
    const wheel = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';
    const path = programs({ curl: 'exit 22', python3: `${download}; echo other > "$2/${wheel}"` });
    const run = await runScript(
      `import { provideLibrary } from ${setupModule('tensorflowLibrary')};
       console.log(JSON.stringify(await provideLibrary()));`,
      { XDG_CACHE_HOME: cache, PATH: before(path) },
    );
    expect(run.stdout).toBe('null\n');
    expect(run.stderr).toContain('not the pinned one');
    expect(readdirSync(join(cache, 'utter'))).toEqual(['downloads']);
    expect(readdirSync(join(cache, 'utter/downloads'))).toEqual([]);
  });

  it('says what is missing where a download fails', async () => {
    const path = programs({ curl: 'exit 22', python3: 'echo "no such host"; exit 1' });
    const run = await runScript(
      `import { provideLibrary } from ${setupModule('tensorflowLibrary')};
       console.log(JSON.stringify(await provideLibrary()));`,
      { XDG_CACHE_HOME: temporaryFolder(), PATH: before(path) },
    );
    expect([run.code, run.stdout]).toEqual([0, 'null\n']);
    expect(run.stderr).toContain('That has failed:\n      no such host');
  });

  it('waits for another set-up of the same cache, and not for one that has died', async () => {
    const cache = temporaryFolder();
    const lock = join(cache, 'utter/setup.lock');
    const take = (onStderr?: () => void): Promise<Ended> =>
      runScript(
        `import { withCacheLock } from ${setupModule('lock')};
         await withCacheLock(() => console.log('has it'));`,
        { XDG_CACHE_HOME: cache },
        onStderr,
      );
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'pid'), String(dead));
    expect(await take()).toEqual({ code: 0, stdout: 'has it\n', stderr: '' });
    expect(existsSync(lock)).toBe(false);

    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(holder.pid));
    const patient = await take(() => {
      holder.kill();
    });
    expect(patient).toMatchObject({ code: 0, stderr: expect.stringContaining('waiting for it') as string });
  });

  it('empties no folder of another checkout through a link', async () => {
    const [checkout, other] = [temporaryFolder(), temporaryFolder()];
    cpSync(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true });
    writeFileSync(join(checkout, 'package-lock.json'), '{"packages":{"node_modules/a":{"version":"1.0.0"}}}');
    writeFileSync(join(other, 'kept'), '');
    symlinkSync(other, join(checkout, 'node_modules'));
    const run = await runScript(
      `import { installPackages } from ${JSON.stringify(join(checkout, 'scripts/setup/npmPackages.mjs'))};
       await installPackages();`,
      {},
    );
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(`node_modules is a link to ${other}`);
    expect(readdirSync(other)).toEqual(['kept']);
  });

  it('asks apt for the name that a library has here', async () => {
    const asked = join(temporaryFolder(), 'asked');
    const path = programs({
      'dpkg-query': 'exit 0',
      'apt-cache': 'case "$3" in libasound2|libcups2) ;; *) echo "Package: $3";; esac',
      'apt-get': `echo "$@" >> ${asked}`,
      sudo: `[ "$2" = true ] || { shift 2; exec "$@"; }`,
    });
    await runScript(
      `import { installSystemPackages } from ${setupModule('systemPackages')};
       await installSystemPackages({ window: true, tests: false });`,
      { PATH: before(path) },
    );
    const words = readFileSync(asked, 'utf8').split(/\s+/u);
    expect(words).toEqual(
      expect.arrayContaining(['update', 'install', 'make', 'libasound2t64', 'libcups2t64', 'libgtk-3-0']),
    );
    expect(words).not.toContain('libasound2');
  });
});

describe.runIf(process.platform === 'linux')('the audit', () => {
  const advisory = (name: string): object => ({
    name,
    title: 'is open',
    severity: 'high',
    url: `https://advisories/${name}`,
  });
  const answer = (...names: string[]): string =>
    JSON.stringify({
      vulnerabilities: Object.fromEntries(names.map((name) => [name, { via: ['other', advisory(name)] }])),
    });

  /** Of a checkout with this allow list, where npm prints this. */
  async function audit(printed: string, allowed: Record<string, string> = {}): Promise<unknown> {
    const checkout = temporaryFolder();
    cpSync(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true });
    mkdirSync(join(checkout, 'build'));
    writeFileSync(join(checkout, 'build/auditAllowed.json'), JSON.stringify(allowed));
    const npm = join(checkout, 'npm-cli.js');
    writeFileSync(npm, `process.stdout.write(${JSON.stringify(printed)})`);
    const run = await runScript(
      `import { audit } from ${JSON.stringify(join(checkout, 'scripts/audit.mjs'))};
       console.log(JSON.stringify(await audit()));`,
      { npm_execpath: npm },
    );
    return JSON.parse(run.stdout);
  }

  it('fails on what is known and not allowed, and on what is allowed and no longer known', async () => {
    const allowed = { 'https://advisories/tar': 'It unpacks nothing while the app runs.' };
    expect(await audit(answer('tar', 'glob'), allowed)).toEqual({
      ok: false,
      output: 'glob: is open (high), https://advisories/glob',
    });
    expect(await audit(answer('tar'), allowed)).toEqual({ ok: true, output: '' });
    expect(await audit(answer(), allowed)).toMatchObject({
      ok: false,
      output: expect.stringContaining('no longer found') as string,
    });
  });

  it('finds no fault where the registry does not answer', async () => {
    expect(await audit('{"error":{"code":"ENOAUDIT"}}')).toMatchObject({ ok: true });
    expect(await audit('npm error network')).toMatchObject({ ok: true });
  });
});

describe.runIf(process.platform === 'linux')('npm start', () => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const displayModule = JSON.stringify(join(root, 'scripts/display.mjs'));

  it('takes a display for one where a server answers', async () => {
    const script = `import { createServer } from 'node:net'; import { hasDisplay } from ${displayModule};
      const server = createServer().listen(0, '127.0.0.1', async () => {
        const named = (number) => { process.env.DISPLAY = '127.0.0.1:' + number + '.0'; };
        named(server.address().port - 6000);
        const listening = await hasDisplay();
        server.close(async () => console.log(listening, await hasDisplay(), (delete process.env.DISPLAY, await hasDisplay())));
      });`;
    const run = await ended(['--input-type=module', '-e', script], environment);
    expect(run.stdout.trim()).toBe('true false false');
  });

  it('hears a bundled recording in the terminal where no display answers', async () => {
    const run = await ended(['scripts/start.mjs'], { ...environment, DISPLAY: ':249' });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('There is no display to open the window on');
    expect(run.stdout).toMatch(/[a-z]+ [a-z]+/iu);
  });

  it('does nothing where words for the app come and no display answers', async () => {
    const run = await ended(['scripts/start.mjs', 'toggle'], { ...environment, DISPLAY: ':249' });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toBe(
      'There is no display to open the window on. Run this in a terminal of the desktop that Utter is to be on, where DISPLAY or WAYLAND_DISPLAY names it.\n',
    );
  });
});
