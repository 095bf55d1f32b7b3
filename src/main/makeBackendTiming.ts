import type { ModelFiles } from '../contract/modelFiles';
import type { BackendStore } from '../platform/acoustic/backendStore';
import type { Log } from '../platform/files/log';
import { BackendTiming } from './dictation/backendTiming';
import type { Dictation } from './dictation/dictation';
import type { Forkers } from './processes/forkers';
import { kindOf } from './resources';

interface Wired extends Pick<Forkers, 'forkTimer'> {
  readonly backends: BackendStore;
  readonly dictation: Dictation;
  readonly filesInUse: () => ModelFiles;
  readonly log: Log;
}

/** Measures what computes the model in use quickest on this machine, keeps that, and loads the model anew where it is another one. */
export function makeBackendTiming({ forkTimer, backends, dictation, filesInUse, log }: Wired): BackendTiming {
  return new BackendTiming({
    fork: forkTimer,
    untimed: () => {
      const files = filesInUse();
      const kind = kindOf(files.modelPath);
      return kind === null || backends.timesOf(kind) !== null ? null : files;
    },
    timed: (times) => {
      const before = filesInUse();
      const kind = kindOf(before.modelPath);
      if (kind === null) return;
      log.event('backends-timed', { kind, ...times });
      void backends.keep(kind, times).then((kept) => {
        if (!kept.ok) log.event('backends-not-kept', { code: kept.error.code });
        if (filesInUse().backend !== before.backend) dictation.reload();
      });
    },
    failed: (failure) => {
      log.event('backends-not-timed', { code: failure?.code ?? null });
    },
  });
}
