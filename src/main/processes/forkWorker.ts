import type { MessagePortMain } from 'electron';
import { utilityProcess } from 'electron';
import type { z } from 'zod';

import type { Log } from '../../platform/files/log';
import type { AudioPort, ForkWorker } from './workerProcess';

export interface WorkerProgram<Event> {
  readonly name: string;
  readonly modulePath: string;
  readonly schema: z.ZodType<Event>;
}

/** How much of what a process wrote to stderr before its end goes to the log. */
const lastWordsLength = 4000;

/** Starts utility processes of one program. What they say is parsed; one that says something else is ended. */
export function forkerOf<Command, Event>(program: WorkerProgram<Event>, log: Log): ForkWorker<Command, Event> {
  return (listeners) => {
    const child = utilityProcess.fork(program.modulePath, [], {
      serviceName: `Utter ${program.name}`,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let isOver = false;
    let lastWords = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      lastWords = (lastWords + bytes.toString()).slice(-lastWordsLength);
    });
    const end = (): void => {
      isOver = true;
      // A process that hangs inside the audio library does not listen to SIGTERM, which is all that `child.kill` sends.
      if (child.pid !== undefined) killNow(child.pid);
      child.kill();
    };
    child.on('spawn', () => {
      log.event('worker-started', { name: program.name, pid: child.pid ?? null });
      if (isOver) end();
    });
    child.on('message', (message: unknown) => {
      if (isOver) return;
      const parsed = program.schema.safeParse(message);
      if (parsed.success) {
        listeners.event(parsed.data);
        return;
      }
      log.fault(`worker-unintelligible ${program.name}`, parsed.error);
      end();
      listeners.exit();
    });
    child.on('exit', (code) => {
      log.event('worker-ended', { name: program.name, code, wasExpected: isOver });
      if (isOver) return;
      isOver = true;
      log.fault(`worker-lost ${program.name}`, lastWords);
      listeners.exit();
    });
    return {
      send: (command, port) => {
        if (port !== undefined && !isElectronPort(port)) throw new TypeError('the port is not one of Electron');
        child.postMessage(command, port === undefined ? [] : [port]);
      },
      kill: end,
    };
  };
}

function isElectronPort(port: AudioPort): port is MessagePortMain {
  return 'start' in port && 'on' in port;
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in this moment; that is what was wanted.
  }
}
