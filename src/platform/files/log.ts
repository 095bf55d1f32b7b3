import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * One line an event: time, level, event, details. Never the words of a take, never audio. Written at once (what matters most is the
 * line before a crash), so it is for events and not for streams.
 */
export interface Log {
  event(name: string, details?: Readonly<Record<string, string | number | boolean | null>>): void;
  /** Something that is not supposed to happen, with its stack where there is one. */
  fault(name: string, cause: unknown): void;
}

const rotatedAtBytes = 1_000_000;

/** Opens `path` for appending; when it has grown too long it becomes `path.1`, and the one before that goes. */
export function openLog(path: string): Log {
  mkdirSync(dirname(path), { recursive: true });
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const write = (level: string, name: string, details: string): void => {
    const line = `${new Date().toISOString()} ${level} ${name}${details === '' ? '' : ` ${details}`}\n`;
    try {
      if (bytes > rotatedAtBytes) {
        renameSync(path, `${path}.1`);
        bytes = 0;
      }
      appendFileSync(path, line);
      bytes += Buffer.byteLength(line);
    } catch {
      // The log has nowhere to report that it cannot be written, and a full disk must not take the app down with it.
    }
  };
  return {
    event: (name, details) => {
      write('info', name, details === undefined ? '' : JSON.stringify(details));
    },
    fault: (name, cause) => {
      write('error', name, JSON.stringify(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)));
    },
  };
}
