import type { z } from 'zod';

import { requestNames } from '../contract/channels';
import { requests, type RequestHandlers } from '../contract/ipc';
import { fail, type Result } from '../contract/result';
import type { Log } from '../platform/files/log';

/** Who sent a request: the address of the frame, and whether it is the window's own frame and not one inside it. */
export interface Sender {
  readonly url: string;
  readonly isMainFrame: boolean;
}

/** The two things this file needs of Electron, so that its tests need no Electron. */
export interface IpcHost {
  readonly answer: (channel: string, listener: (sender: Sender, input: unknown) => Promise<unknown>) => void;
  readonly isTrusted: (sender: Sender) => boolean;
}

/** What is answered under a name: input that its schema allows, from the window's own page. */
interface Channel {
  readonly name: string;
  readonly input: z.ZodType;
  readonly answer: (input: unknown) => Promise<Result<unknown>>;
}

/** Of an input that no schema allows; what is wrong with it stands at its beginning. */
const longestPlaces = 500;

/** Answers every request of the contract. @returns waits until none is being answered any more */
export function serveRequests(host: IpcHost, handlers: RequestHandlers, log: Log): () => Promise<void> {
  const underway = new Set<Promise<unknown>>();
  const counting: IpcHost = {
    isTrusted: host.isTrusted,
    answer: (channel, listener) => {
      host.answer(channel, (sender, input) => {
        const answer = listener(sender, input);
        underway.add(answer);
        void answer.finally(() => underway.delete(answer));
        return answer;
      });
    },
  };
  for (const name of requestNames) {
    // The schema and the handler are looked up under the same name; TypeScript cannot relate the two.
    const handler = handlers[name] as Channel['answer'];
    serveChannel(counting, { name, input: requests[name].input, answer: handler }, log);
  }
  return async () => {
    while (underway.size > 0) await Promise.allSettled(underway);
  };
}

/** Checks the sender, then the input, then answers; what is refused is logged as an error, without what was in it. */
export function serveChannel(host: IpcHost, { name, input: schema, answer }: Channel, log: Log): void {
  host.answer(name, async (sender, input) => {
    if (!host.isTrusted(sender)) {
      log.fault(`request-refused ${name}`, sender.isMainFrame ? sender.url : `${sender.url} within a page`);
      return fail('invalid-request');
    }
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ');
      log.fault(`request-malformed ${name}`, places.slice(0, longestPlaces));
      return fail('invalid-request');
    }
    try {
      return await answer(parsed.data);
    } catch (cause) {
      log.fault(`request-failed ${name}`, cause);
      return fail('internal');
    }
  });
}
