import { describe, expect, it } from 'vitest';

import type { ModelFiles } from '../../../../src/contract/modelFiles';
import { type Failure, failures } from '../../../../src/contract/result';
import type { RecognizerCommand, RecognizerEvent } from '../../../../src/contract/workerMessages';
import { SupervisedRecognizer } from '../../../../src/main/dictation/supervisedRecognizer';
import { FakeProgram } from '../../../support/fakeWorkers';

const failureOf = (code: Failure['code']): Failure => ({ code, message: failures[code] });

/** A recognizer for which other models stand in, one after the other. */
function stage(...modelPaths: string[]) {
  const program = new FakeProgram<RecognizerCommand, RecognizerEvent>();
  const told: string[] = [];
  const recognizer = new SupervisedRecognizer(program.fork, (): ModelFiles => ({ modelPath: modelPaths[0]! }), {
    ready: () => told.push('ready'),
    event: () => undefined,
    unusable: () => modelPaths.length > 1 && modelPaths.shift() !== undefined,
    lost: ({ code }) => told.push(code),
  });
  recognizer.start();
  return { program, recognizer, told };
}

describe('a recognizer whose model cannot be loaded', () => {
  it('loads the one that stands in at once, and nobody hears of a failure', () => {
    const { program, recognizer, told } = stage('/english', '/light');
    program.last.say({ type: 'failed', failure: failureOf('model-missing') });
    expect(program.forked.map(({ sent, isKilled }) => [sent[0], isKilled])).toEqual([
      [{ type: 'load', modelPath: '/english' }, true],
      [{ type: 'load', modelPath: '/light' }, false],
    ]);
    expect(recognizer.failure).toBeNull();
    program.last.say({ type: 'ready', backend: 'wasm', model: 'light', lacking: { marks: null, rescoring: null } });
    expect(told).toEqual(['ready']);
  });

  it('is loaded all the same where only the models of marks and of rescoring cannot be, and says so', () => {
    const { program, recognizer, told } = stage('/english');
    const lacking = { marks: failureOf('model-missing'), rescoring: failureOf('model-refused') };
    program.last.say({ type: 'ready', backend: 'wasm', model: 'english', lacking });
    expect(told).toEqual(['ready']);
    expect(recognizer.failure).toBeNull();
    expect(recognizer.lastLoaded).toEqual({ backend: 'wasm', model: 'english', lacking });
  });

  it('gives up where nothing stands in', () => {
    const { program, recognizer, told } = stage('/light');
    program.last.say({ type: 'failed', failure: failureOf('model-refused') });
    expect(told).toEqual(['model-refused']);
    expect(recognizer.isHopeful).toBe(false);
  });
});
