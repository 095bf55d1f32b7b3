import { requestNames, type RequestName } from '../contract/channels';
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
  answer(channel: string, listener: (sender: Sender, input: unknown) => Promise<unknown>): void;
  isTrusted(sender: Sender): boolean;
}

/** Answers every request of the contract: checks the sender, then the input, then calls the handler. */
export function serveRequests(host: IpcHost, handlers: RequestHandlers, log: Log): void {
  for (const name of requestNames) {
    host.answer(name, (sender, input) => {
      if (host.isTrusted(sender)) return answer(name, handlers, input, log);
      log.event('request-refused', { name, url: sender.url, isMainFrame: sender.isMainFrame });
      return Promise.resolve(fail('invalid-request'));
    });
  }
}

async function answer(
  name: RequestName,
  handlers: RequestHandlers,
  input: unknown,
  log: Log,
): Promise<Result<unknown>> {
  const parsed = requests[name].input.safeParse(input);
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join('; ');
    log.event('request-malformed', { name, places });
    return fail('invalid-request');
  }
  // The schema and the handler are looked up under the same name; TypeScript cannot relate the two.
  const handler = handlers[name] as (input: unknown) => Promise<Result<unknown>>;
  try {
    return await handler(parsed.data);
  } catch (cause) {
    log.fault(`request-failed ${name}`, cause);
    return fail('internal');
  }
}
