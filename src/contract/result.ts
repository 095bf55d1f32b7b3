/** The outcome of something that can fail in an expected way. Electron keeps only `message` of a thrown error, so failures cross as data. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

export interface Failure {
  readonly code: FailureCode;
  /** One plain sentence for the user: what happened, what was kept, what to do. */
  readonly message: string;
}

/** Every expected way to fail, with its sentence where the place adds nothing of its own. */
export const failures = {
  'microphone-none': 'No microphone was found. Connect one and try again.',
  'microphone-denied': 'The system refused access to the microphone.',
  'microphone-unknown': 'The chosen microphone is not connected. Choose another one.',
  'microphone-lost': 'The microphone stopped sending sound.',
  'recognizer-lost': 'The recognizer stopped and is being started again. Your recording goes on.',
  'model-missing': 'No acoustic model is installed.',
  'model-refused': 'This file is not a model that this version of Utter can use.',
  'audio-unreadable': 'The audio file cannot be read.',
  'corpus-invalid': 'The corpus list is not valid.',
  'config-invalid': 'The configuration is not valid.',
  'checkpoint-refused': 'The checkpoint does not fit this configuration.',
  'training-failed': 'Training stopped because it was not learning.',
  'trainer-lost': 'The training process ended unexpectedly. What was learnt so far is kept; go on when you like.',
  'speech-too-little': 'There is too little speech to learn from. Record more sentences.',
  'recording-missing': 'This recording is no longer there.',
  'model-in-use': 'This model is in use. Choose another one first.',
  'keys-unavailable': 'Keys cannot be pressed in other programs here.',
  'disk-full': 'The disk is full. What was written before is kept. Make room, and try again.',
  'file-unwritable': 'The file could not be written.',
  'file-exists': 'There is a file of this name already.',
  'archive-refused': 'This file is not an archive of Utter.',
  'take-missing': 'This take is no longer there.',
  'settings-unreadable':
    'The settings file could not be read; the defaults are used. It is kept as settings.damaged.json when you change one.',
  busy: 'A take is already being recorded.',
  'not-listening': 'Nothing is being recorded.',
  'invalid-request': 'The window sent a request that the app does not understand.',
  internal: 'Something went wrong inside the app.',
} as const;

export type FailureCode = keyof typeof failures;

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value });

export const fail = (code: FailureCode, message: string = failures[code]): Result<never> => ({
  ok: false,
  error: { code, message },
});
