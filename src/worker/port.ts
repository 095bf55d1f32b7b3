import type { z } from 'zod';

/** What this layer needs of Electron's utility process, which its own types do not have. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (message: { readonly data: unknown; readonly ports: readonly AudioPort[] }) => void,
  ): void;
}

/** One end of the line between capture and the recognizer. */
export interface AudioPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
  start(): void;
  close(): void;
}

export type Post<Event> = (event: Event) => void;

/**
 * Joins a worker to main: parses what main says and hands it on with the port that came with it, one command after the other, so
 * that none overtakes one that takes its time. What is thrown while a command runs ends the process; see `endOnThrow`.
 */
export function serveMain<Command, Event>(
  schema: z.ZodType<Command>,
  answer: (command: Command, post: Post<Event>, port: AudioPort | null) => void | Promise<void>,
): void {
  const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
  const post: Post<Event> = (event) => {
    parentPort.postMessage(event);
  };
  let before: Promise<void> = Promise.resolve();
  parentPort.on('message', ({ data, ports }) => {
    before = before.then(() => endOnThrow(() => answer(schema.parse(data), post, ports[0] ?? null)));
  });
}

/** Ends the process where something throws, with the stack on stderr, which main logs; main starts it again and says so. */
export async function endOnThrow(act: () => void | Promise<void>): Promise<void> {
  try {
    await act();
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
    process.exit(1);
  }
}
