import { TimerCommand, type TimerEvent } from '../contract/backends';
import { timeBackends } from '../platform/acoustic/timeBackends';
import { serveMain } from './port';

// Entry of the process that times backends: wiring only. It answers once, and main ends it.

serveMain<TimerCommand, TimerEvent>(TimerCommand, async (command, post) => {
  const timed = await timeBackends(command);
  post(timed.ok ? { type: 'timed', times: timed.value } : { type: 'failed', failure: timed.error });
});
