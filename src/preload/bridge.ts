import { eventNames, requestNames } from '../contract/channels';
import type { Bridge } from '../contract/ipc';

/** What the bridge needs of Electron's ipcRenderer. */
export interface IpcRendererLike {
  invoke(channel: string, ...input: unknown[]): Promise<unknown>;
  on(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
  removeListener(channel: string, listener: (event: unknown, payload: unknown) => void): unknown;
}

/** Only the names of the contract pass, and listeners never see Electron's event object. */
export function createBridge(ipc: IpcRendererLike): Bridge {
  return {
    request: ((name: (typeof requestNames)[number], input?: unknown) => {
      if (!requestNames.includes(name)) throw new RangeError(`unknown request "${name}"`);
      return ipc.invoke(name, input);
    }) as Bridge['request'],
    on: (name, listener) => {
      if (!eventNames.includes(name)) throw new RangeError(`unknown event "${name}"`);
      const forward = (_event: unknown, payload: unknown): void => {
        listener(payload as never);
      };
      ipc.on(name, forward);
      return () => {
        ipc.removeListener(name, forward);
      };
    },
  };
}
