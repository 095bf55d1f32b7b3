import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { TrainingViewState } from '../../../../src/renderer/state/training.svelte';
import { FakeBridge } from '../../../support/fakeBridge';
import { resultOf, runningJob } from '../../../support/trainScenes';

let bridge: FakeBridge;
let training: TrainingViewState;
let stopFollowing: () => void;

beforeEach(async () => {
  bridge = new FakeBridge();
  training = new TrainingViewState(bridge);
  stopFollowing = training.follow();
  await training.load();
});

afterEach(() => {
  stopFollowing();
  expect(bridge.listenerCount).toBe(0);
});

describe('TrainingViewState', () => {
  it('begins with the recordings', () => {
    expect(training.step).toBe('recordings');
  });

  it('goes to the training when it starts, and to the result when it is there', async () => {
    await training.start({ preset: 'quick', advanced: {} });
    expect(training.step).toBe('training');
    bridge.voice.tell(resultOf(true));
    expect(training.step).toBe('result');
  });

  it('keeps what was chosen until a training begins with it', async () => {
    const { choices } = training;
    choices.preset = 'quick';
    training.name = 'of the training before';
    choices.numbers.epochs = '5000';
    expect([choices.settings(), choices.refused]).toEqual([null, 'Passes goes from 0.1 to 1000.']);
    choices.numbers.epochs = ' 2';
    training.step = 'recordings';
    bridge.refuse('training:start', 'disk-full');
    const settings = training.choices.settings();
    expect(settings).toEqual({ preset: 'quick', advanced: { epochs: 2, augments: true } });
    await training.start({ preset: 'quick', advanced: {} });
    expect(training.choices.preset).toBe('quick');
    bridge.allow('training:start');
    await training.start({ preset: 'quick', advanced: {} });
    expect([training.choices.preset, training.name]).toEqual(['standard', null]);
  });

  it('leaves the user where they went while a training goes on', () => {
    bridge.voice.tell(runningJob);
    training.step = 'recordings';
    bridge.voice.tell({ done: 145 });
    bridge.voice.tell({ phase: 'paused' });
    expect([training.step, training.job?.done]).toEqual(['recordings', 145]);
  });

  it('pauses and goes on', async () => {
    bridge.voice.tell(runningJob);
    await training.pause();
    expect(training.job?.phase).toBe('paused');
    await training.resume();
    expect(training.job?.phase).toBe('preparing');
  });

  it('is at the set-up again after a training was cancelled or its result discarded', async () => {
    bridge.voice.tell(runningJob);
    await training.cancel();
    expect([training.step, training.job?.phase]).toEqual(['set-up', 'none']);
    bridge.voice.tell(resultOf(false));
    await training.discard();
    expect([training.step, training.job?.phase]).toEqual(['set-up', 'none']);
  });

  it('keeps the result in front when it cannot be kept, and says why', async () => {
    bridge.voice.tell(resultOf(true));
    bridge.refuse('training:keep', 'disk-full');
    expect(await training.keep('My voice')).toBe(false);
    expect([training.step, training.failure?.code]).toEqual(['result', 'disk-full']);
    bridge.allow('training:keep');
    expect(await training.keep('My voice')).toBe(true);
    expect([training.step, training.failure]).toEqual(['recordings', null]);
  });

  it('says why a training cannot start, until it is put away', async () => {
    bridge.refuse('training:start', 'speech-too-little');
    await training.start({ preset: 'standard', advanced: {} });
    expect([training.step, training.failure?.code]).toEqual(['recordings', 'speech-too-little']);
    training.dismissFailure();
    expect(training.failure).toBeNull();
  });
});
