import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';

import type { z } from 'zod';

import type { ForkWorker } from '../../src/main/processes/workerProcess';

interface Program<Event> {
  /** Of the utility process, from the root of the project. */
  readonly entry: string;
  readonly schema: z.ZodType<Event>;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Starts real utility processes in Node, as main does in Electron: what they say is parsed, and a killed one is no longer listened to. */
export function forkInNode<Command, Event>({ entry, schema, onStart }: Program<Event>): ForkWorker<Command, Event> {
  return ({ event, exit }) => {
    const child = fork(resolve('tests/support/parentPort.ts'), [resolve(entry)], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let isOver = false;
    child.on('message', (message: { readonly event?: unknown }) => {
      if (!isOver) event(schema.parse(message.event));
    });
    child.on('exit', () => {
      if (!isOver) exit();
    });
    onStart?.(child);
    return {
      send: (data, port) => child.send({ data, hasPort: port !== undefined }),
      kill: () => {
        isOver = true;
        child.kill('SIGKILL');
      },
    };
  };
}
