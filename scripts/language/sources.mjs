import {
  articlesOf,
  booksOf,
  conversationsOf,
  factsOf,
  firstColumnOf,
  lessonsOf,
  queriesOf,
  speechesOf,
  storiesOf,
  taggedOf,
  textbooksOf,
} from './readers.mjs';

/**
 * What is read, from repositories on GitHub: at which commit, which files, and how the sentences are found in one of them.
 * Each text of `texts` becomes a file of sentences; `resources/models/english.lm.md` tells the licences.
 */
const repository = (name, commit, files, read) => ({ name, commit, files, read });

/** Several sentences of the held-out lists come from them. */
const heldOutBooks = [
  'Jack London/Lost Face.md',
  'Jack London/Martin Eden.md',
  'Jack London/The House of Pride.md',
  'Jack London/The Iron Heel.md',
  'Victor Hugo/Les Misérables.md',
];

/** Larger than what some copies of the repository hold. */
const largeBooks = ['Samuel Richardson/Clarissa.md', 'Various/King James Bible.md'];

/** Those of OpenStax that are free for every use at their latest commit. */
const openstax = {
  'college-success-bundle': '4c04b87eb2753872c2d442fe9736859ddb27bb72',
  'introduction-anthropology': '418eedd9bef21ec1a6fa1b472c0d82c084e35c70',
  'introduction-business': '78c9e7ad4e581d4ff98e78ea30214840e1fa7e1e',
  'life-liberty-and-pursuit-happiness': 'acb6fbe2744dd112187b6aff5946cfe969410fca',
  'principles-economics-bundle': 'cd31beb103fffbc09cc81ebfe117d8c40cc12d1a',
};

/** Books of OpenStax as they were published before 2019. */
const earlier = {
  anatomy: 'eadaa6b2992f4e4010f45d58ad4db065e398093e',
  astronomy: 'ff8ede5abbee727f092ae62b108d227a25573c4b',
  biology: 'cf3dc8c0d87f9dc4d0556464a4ac33b58dd9d726',
  'biology-concepts': 'beab455e3b5573c027a24053fddb49e879fe0e5d',
  chemistry: 'a6ac3918e61cbedf0589c5b43e748dc8a7edf5e2',
  economics: 'd3f319e7a162fecf1c15c07cd9bf31e6a48e1877',
  microbiology: 'f6620108ab189976ddf5f2dae61502b8d817e9e7',
  physics: 'a7efaa7e221fab1694022d8bb98b83a73ee31d3d',
  psychology: 'aa152d641e2ad5d7f1eccb74a1e9a9b7bf915b9f',
  sociology: '8f29e07cc2aac36da685b3e805dc3da0e15beb41',
  'us-history': '635ed5914eb2ea3768169b88e1119587cb037e82',
};

const nltk = (archive, read) =>
  repository(
    'nltk/nltk_data',
    '5db857e6f7df11eabb5e5665836db9ec8df07e28',
    (path) => path === `packages/corpora/${archive}.zip`,
    read,
  );

const chinese = (name, commit, path) => repository(name, commit, (found) => found === path, firstColumnOf);

/** By the name of the file that they become. */
export const texts = {
  books: [
    repository(
      'mlschmitt/classic-books-markdown',
      '944882722e9a96fa6cf2739dc2ea757e101f412f',
      (path) => path.includes('/') && path.endsWith('.md') && ![...heldOutBooks, ...largeBooks].includes(path),
      booksOf,
    ),
  ],
  articles: [
    repository(
      'chinapedia/wikipedia.abstract.en',
      '4f3e897da088cbe89a4f1d4cba3fa2e439c3721b',
      (path) => path.startsWith('Page/') && path.endsWith('.md'),
      articlesOf,
    ),
  ],
  posts: [
    repository(
      '18F/18f.gsa.gov',
      '0a55c75e6d9bc71c80136a3867dac52356177443',
      (path) => path.startsWith('content/posts/') && path.endsWith('.md'),
      lessonsOf,
    ),
    repository(
      'GSA/digitalgov.gov',
      '4979583206d90ff1707b097454a9b169ca9e95e4',
      (path) => path.startsWith('content/news/') && path.endsWith('.md'),
      lessonsOf,
    ),
  ],
  textbooks: [
    ...Object.entries(openstax).map(([book, commit]) =>
      repository(`openstax/osbooks-${book}`, commit, (path) => path.endsWith('.cnxml'), textbooksOf),
    ),
    ...Object.entries(earlier).map(([book, commit]) =>
      repository(
        `philschatz/${book}-book`,
        commit,
        (path) => path.startsWith('contents/') && path.endsWith('.md'),
        lessonsOf,
      ),
    ),
  ],
  facts: [
    repository(
      'factbook/factbook.json',
      '8662a8b17a784841ab4528631b04090eb2f183eb',
      (path) => path.endsWith('.json'),
      factsOf,
    ),
  ],
  stories: [
    repository(
      'global-asp/asp-source',
      '99e022369a980bd52bce8c6f86d5f24e9a4ada9d',
      (path) => path.startsWith('en/'),
      storiesOf,
    ),
    repository(
      'global-asp/pb-source',
      '9ea530dfb0011dd1cbaf42e6ffe74aa3ef5733ed',
      (path) => path.startsWith('en/'),
      storiesOf,
    ),
  ],
  conversations: [
    repository(
      'google-research-datasets/Taskmaster',
      'd92cb6af3005f1dc09c39e75e7daf4a04905e00b',
      (path) => /^TM-4-2024\/data\/.*json$/u.test(path) || /\/reward\/.*json$/u.test(path),
      conversationsOf,
    ),
    repository(
      'clinc/oos-eval',
      '828f8093932c8fe6ca7936c3d2e52903b1c523de',
      (path) => path === 'data/data_full.json',
      queriesOf,
    ),
    chinese('vivounicorn/attention-seq2seq', '4baca98af513f1b01f65898eb62bcd411fc19be3', 'cmn-eng/cmn.txt'),
    chinese('YC-Coder-Chen/English-Chinese-Translator', '9663dba4f2f52b4111b706b560023caaa73c72eb', 'data/cmn.txt'),
  ],
  mixed: [nltk('masc_tagged', taggedOf)],
  speeches: [nltk('state_union', speechesOf), nltk('inaugural', speechesOf)],
  debates: [
    repository(
      'SarahFranzen/Emotions_in_the_United_Nations_General_Debates',
      '3b277c419f85fd6e1f14f69a5fd29a3a6b59fc96',
      (path) => Number(/TXT\/Session \d+ - (\d{4})\/[A-Z]{3}_.*txt$/u.exec(path)?.[1]) >= 1994,
      speechesOf,
    ),
  ],
};

/** Lists of words. */
export const lists = {
  pronounced: repository(
    'cmusphinx/cmudict',
    '0f8072f814306c5ee4fbf992ed853601b12c01f9',
    (path) => path === 'cmudict.dict',
  ),
  counted: repository(
    'wolfgarbe/SymSpell',
    '148059304d907120ca4f768d68e47ec01e6f861a',
    (path) => path === 'SymSpell/frequency_dictionary_en_82_765.txt',
  ),
};
