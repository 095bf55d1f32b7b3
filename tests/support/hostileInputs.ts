import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { defaultSettings } from '../../src/contract/defaultSettings';
import type { Result } from '../../src/contract/result';
import { encoderShapes } from '../../src/core/encoder/config';
import { lexiconRoot } from '../../src/core/languageModel/lexicon';
import { readEncoder } from '../../src/platform/acoustic/encoderFile';
import { readMarks } from '../../src/platform/acoustic/marksFile';
import { readModel, readModelHeader } from '../../src/platform/acoustic/modelFile';
import { writeTensorFile } from '../../src/platform/acoustic/tensorFile';
import { readLayout } from '../../src/platform/corpus/corpusLayouts';
import { readDocuments } from '../../src/platform/languageModel/documents';
import { loadLanguageModel, saveLanguageModel } from '../../src/platform/languageModel/languageModelFile';
import { readRescorer } from '../../src/platform/recognition/rescorerFile';
import { readVocabularyFile } from '../../src/platform/recognition/vocabularyFile';
import { readArchive, writeArchive } from '../../src/platform/userFolder/archive';
import { ModelStore } from '../../src/platform/userFolder/modelStore';
import { SettingsStore } from '../../src/platform/userFolder/settingsStore';
import { TakeIndex } from '../../src/platform/userFolder/takeIndex';
import { TakeStore } from '../../src/platform/userFolder/takeStore';
import { TranscriptionStore } from '../../src/platform/userFolder/transcriptionStore';
import { VoiceStore } from '../../src/platform/userFolder/voiceStore';
import { take, takeId } from './fakeBridge';
import { checksOf } from './fakeVoice';
import { craftedBytes, craftedJson, craftedTexts, type HostileOriginals } from './hostileBytes';
import { craftedArchives } from './hostileArchives';
import { smallMarksModel } from './marks';
import { smallRescoringModel } from './rescoring';
import { writeSmallModel } from './smallModel';

/** A kind of file that people get from elsewhere, and what reads it. */
export interface HostileKind extends HostileOriginals {
  /** Reads what was put at `path`. What was told to a person where it was refused; null where it was taken. */
  read(path: string): Promise<string | null>;
}

const toldBy = (read: Result<unknown>): string | null => (read.ok ? null : read.error.message);

/** All kinds, the originals of which are made in a folder. */
export async function hostileKinds(folder: string): Promise<Readonly<Record<string, HostileKind>>> {
  return { ...models(folder), ...(await languageModels(folder)), ...texts, ...(await ofUsers(folder)) };
}

function models(folder: string): Record<string, HostileKind> {
  const made = (name: string, write: (path: string) => void): Buffer => {
    const path = join(folder, name);
    write(path);
    return readFileSync(path);
  };
  const config = { width: 16, heads: 2, layers: 2, positions: 60, bands: 8 };
  const sha256 = '0'.repeat(64);
  const original = { file: 'none', sha256 };
  const about = { kind: 'encoder', name: 'small', config, licence: 'none', dataSha256: sha256, original };
  const marks = smallMarksModel();
  const of = (bytes: Buffer, read: (path: string) => Result<unknown>): HostileKind => ({
    originals: [bytes],
    crafted: [...craftedBytes, ...craftedHeaders],
    isText: false,
    read: (path) => Promise.resolve(toldBy(read(path))),
  });
  const zeros = (shape: readonly number[]): Float32Array =>
    new Float32Array(shape.reduce((product, size) => product * size, 1));
  const tensors = new Map([...encoderShapes(config)].map(([name, shape]) => [name, { shape, values: zeros(shape) }]));
  return {
    model: of(made('small.utter', writeSmallModel), (path) => {
      const [whole, header] = [readModel(path), readModelHeader(path)];
      if (whole.ok !== header.ok) throw new Error('the header alone is judged otherwise than the file');
      return whole;
    }),
    marks: of(
      made('small.marks', (path) => {
        const { weights: values, ...header } = marks;
        const words = { words: header.words.join(' '), names: header.names.join(' ') };
        const ofFile = { kind: 'marks-model', name: header.name, sizes: header.sizes, ...words };
        writeTensorFile(path, { header: ofFile, tensors: values }, 'float32');
      }),
      readMarks,
    ),
    rescorer: of(
      made('small.rescorer', (path) => {
        const { weights: values, ...header } = smallRescoringModel();
        writeTensorFile(path, { header: { kind: 'rescoring-model', ...header }, tensors: values }, 'float32');
      }),
      readRescorer,
    ),
    encoder: of(
      made('small.encoder', (path) => {
        writeTensorFile(path, { header: about, tensors }, 'float32');
      }),
      readEncoder,
    ),
  };
}

/** A header of a file of tensors which promises more than there is, or is none. */
const craftedHeaders = [
  { kind: 'acoustic-model', tensors: [{ name: 'a', shape: [4_000_000_000, 4_000_000_000], type: 'float32' }] },
  { kind: 'acoustic-model', tensors: [{ name: 'a', shape: [1e308, 1e308, 0], type: 'float16' }] },
  { kind: 'encoder', tensors: [{ name: 'a', shape: [0, 1e15], type: 'int8' }] },
  { kind: 'marks-model', tensors: Array.from({ length: 100_000 }, () => ({ name: '', shape: [0], type: 'int8' })) },
  { kind: 'acoustic-model', tensors: [{ name: '__proto__', shape: [], type: 'toString' }] },
].map((header) => {
  const json = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(12);
  prefix.write('UTTR');
  prefix.writeUInt32LE(1, 4);
  prefix.writeUInt32LE(json.length, 8);
  return { what: `a header: ${json.toString().slice(0, 80)}`, bytes: Buffer.concat([prefix, json]) };
});

async function languageModels(folder: string): Promise<Record<string, HostileKind>> {
  const arpa = readFileSync('tests/golden/kenlm/trigram.arpa');
  const [arpaPath, path] = [join(folder, 'small.arpa'), join(folder, 'small.lm')];
  writeFileSync(arpaPath, arpa);
  const small = loadLanguageModel(arpaPath);
  if (!small.ok) throw new Error(small.error.message);
  const saved = await saveLanguageModel(path, small.value.model);
  if (!saved.ok) throw new Error(saved.error.message);
  const promised = Buffer.from('\\data\\\nngram 1=4000000000\nngram 99999=1\n\n\\1-grams:\n-1\t<s>\t0\n\\end\\\n');
  const sizes = Buffer.from('UTLM\x02\0\0\0\x03\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff', 'latin1');
  return {
    'language model': {
      originals: [readFileSync(path)],
      crafted: [...craftedBytes, { what: 'a head that promises gigabytes', bytes: sizes }],
      isText: false,
      read: readLanguageModel,
    },
    ARPA: {
      originals: [arpa],
      crafted: [...craftedTexts, { what: 'counts that promise gigabytes', bytes: promised }],
      isText: true,
      read: readLanguageModel,
    },
  };
}

/** A model that is taken must also answer, whatever is in its tables. */
function readLanguageModel(path: string): Promise<string | null> {
  const read = loadLanguageModel(path);
  if (!read.ok) return Promise.resolve(read.error.message);
  const { model, lexicon } = read.value;
  let [context, node] = [model.start(), lexiconRoot];
  for (let step = 0; step < 200; step += 1) {
    const word = (step * 7) % model.vocabulary.size;
    model.logProb(context, word);
    context = model.advance(context, word);
    node = Math.max(lexiconRoot, lexicon.child(node, step % 27));
    lexicon.bestLogProb(node);
  }
  model.sentenceLogProbs(model.vocabulary.words.slice(0, 10));
  return Promise.resolve(null);
}

const commonVoice = [
  'client_id\tpath\tsentence\tup_votes\tdown_votes\tage\tgender\taccents\tlocale\tsegment',
  'a\tone.mp3\tOne sentence.\t2\t0\t\t\t\ten\t',
  'b\ttwo.mp3\t"Another, longer one."\t2\t1\t\t\t\ten\t',
].join('\n');
const nemo = ['one', 'two'].map((name) => JSON.stringify({ audio_filepath: `${name}.wav`, duration: 1.5, text: name }));

const texts: Readonly<Record<string, HostileKind>> = {
  'corpus list': {
    originals: [
      readFileSync('tests/recordings/recordings.tsv'),
      readFileSync('tests/recordings/byHeart.tsv'),
      Buffer.from(commonVoice),
      Buffer.from('wav_filename,wav_filesize,transcript\none.wav,32044,"one, two"\ntwo.wav,32044,three\n'),
      Buffer.from('LJ001-0001|Printing, in 1455|Printing, in fourteen\nLJ001-0002|being|being\n'),
      Buffer.from(nemo.join('\n')),
    ],
    crafted: craftedTexts,
    isText: true,
    read: async (path) => toldBy(await readLayout(path)),
  },
  document: {
    originals: ['tests/texts/sentences.txt', 'CONTRIBUTING.md', 'docs/security.md'].map((path) => readFileSync(path)),
    crafted: craftedTexts,
    isText: true,
    read: async (path) => toldBy(await readDocuments([path])),
  },
  vocabulary: {
    originals: [Buffer.from('Memphis\nNgo = no\nword error rate\nPytorch = pie torch\n'.repeat(20))],
    crafted: craftedTexts,
    isText: true,
    read: async (path) => toldBy(await readVocabularyFile(path)),
  },
};

/** What lies in the user's folder, and may have been put there by somebody else or by an accident. */
async function ofUsers(folder: string): Promise<Record<string, HostileKind>> {
  const home = join(folder, 'home');
  const takes = new TakeStore(home);
  await takes.recover();
  for (const number of [1, 2, 3]) {
    mkdirSync(join(home, 'takes', takeId(number)));
    await takes.save(take(number));
    writeFileSync(takes.wavPath(takeId(number)), Buffer.alloc(64, number));
  }
  const settings = await SettingsStore.open(home);
  await settings.save({ ...defaultSettings, vocabulary: ['Memphis'] });
  const voice = new VoiceStore(home);
  await voice.recover();
  const said = { createdAt: '2026-01-01T00:00:00.000Z', text: 'A sentence.', origin: 'prompt', source: null } as const;
  await voice.add(new Float32Array(160), { ...said, isUsed: true, checks: checksOf('A sentence.') });
  const archive = join(folder, 'home.tar');
  await writeArchive(home, archive, []);
  const index = new TakeIndex(home, takes);
  await index.summaries();
  await index.close();
  const json = (name: string, place: string, read: (home: string) => Promise<string | null>): HostileKind => ({
    originals: [readFileSync(join(home, name))],
    crafted: craftedJson,
    isText: true,
    read: (path) =>
      inHome(folder, (fresh) => {
        putAt(path, fresh, place);
        return read(fresh);
      }),
  });
  const taken = (isThere: boolean): string | null => (isThere ? null : 'It is left as it is, and not shown.');
  const recording = readdirSync(join(home, 'voice')).find((name) => name.endsWith('.json')) ?? '';
  const queue = { version: 1, isPaused: false, jobs: [], watched: null };
  writeFileSync(join(home, 'transcriptions.json'), JSON.stringify(queue));
  writeFileSync(join(home, 'models.json'), JSON.stringify({ version: 1, used: takeId(9), before: [takeId(8)] }));
  return {
    settings: json('settings.json', 'settings.json', async (fresh) => {
      const opened = await SettingsStore.open(fresh);
      return opened.failure?.message ?? null;
    }),
    take: json(`takes/${takeId(1)}/take.json`, `takes/${takeId(1)}/take.json`, async (fresh) => {
      const store = new TakeStore(fresh);
      await store.recover();
      const read = await store.get(takeId(1));
      return taken(read.ok && (await store.list()).length === 1);
    }),
    recording: json(`voice/${recording}`, `voice/${recording}`, async (fresh) => {
      const store = new VoiceStore(fresh);
      await store.recover();
      return taken((await store.list()).length === 1);
    }),
    queue: json('transcriptions.json', 'transcriptions.json', async (fresh) => {
      await new TranscriptionStore(fresh).open();
      return null;
    }),
    'chosen model': json('models.json', 'models/models.json', async (fresh) => {
      const bundledPaths = { bundled: join(folder, 'small.utter'), 'bundled-light': join(folder, 'small.utter') };
      const store = new ModelStore(fresh, bundledPaths);
      await store.list();
      await store.used();
      return null;
    }),
    archive: {
      originals: [readFileSync(archive)],
      crafted: [...craftedBytes, ...craftedArchives(folder)],
      isText: false,
      read: (path) =>
        inHome(folder, async (fresh) => {
          const before = readdirSync(folder).length;
          const read = await readArchive(path, fresh, new TakeStore(fresh));
          if (readdirSync(folder).length !== before) throw new Error('it left its folder');
          return toldBy(read);
        }),
    },
    database: {
      originals: [readFileSync(join(home, 'library.db'))],
      crafted: craftedBytes,
      isText: false,
      read: async (path) => {
        copyFileSync(path, join(home, 'library.db'));
        for (const ending of ['-wal', '-shm']) rmSync(join(home, `library.db${ending}`), { force: true });
        const hostile = new TakeIndex(home, takes);
        const listed = await hostile.summaries();
        const found = await hostile.search('a');
        await hostile.close();
        if (listed.length !== 3) throw new Error(`it lists ${listed.length} takes of 3`);
        if (found.total > 3) throw new Error(`it finds ${found.total} takes of 3`);
        return null;
      },
    },
  };
}

function putAt(path: string, home: string, place: string): void {
  mkdirSync(join(home, place, '..'), { recursive: true });
  copyFileSync(path, join(home, place));
}

async function inHome<Answer>(folder: string, act: (home: string) => Promise<Answer>): Promise<Answer> {
  const fresh = join(folder, 'fresh');
  mkdirSync(fresh);
  try {
    return await act(fresh);
  } finally {
    rmSync(fresh, { recursive: true });
  }
}
