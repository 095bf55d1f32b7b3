import { KeyboardCommand, type KeyboardEvent } from '../contract/keyboardMessages';
import { ok, type Result } from '../contract/result';
import { watchHeldKeys } from '../platform/keyboard/heldKeys';
import { openKeyboard } from '../platform/keyboard/openKeyboard';
import { type Post, serveMain } from './port';

// Entry of the keyboard process: wiring only. It is a process of its own because what presses and watches keys ends the process
// where the display goes away.

const keyboard = openKeyboard();

serveMain<KeyboardCommand, KeyboardEvent>(KeyboardCommand, async (command, post) => {
  const result = await obey(command, post);
  post(result.ok ? result.value : { type: 'failed', failure: result.error });
});

async function obey(command: KeyboardCommand, post: Post<KeyboardEvent>): Promise<Result<KeyboardEvent>> {
  if (command.type !== 'find-source' && command.type !== 'find-front') {
    const pressed = await press(command, post);
    return pressed.ok ? ok({ type: 'done' }) : pressed;
  }
  const opened = await keyboard;
  if (!opened.ok) return opened;
  return command.type === 'find-front'
    ? ok({ type: 'front', window: await opened.value.findFront() })
    : ok({ type: 'source', from: await opened.value.findSource() });
}

async function press(
  command: Exclude<KeyboardCommand, { type: 'find-source' | 'find-front' }>,
  post: Post<KeyboardEvent>,
): Promise<Result<unknown>> {
  if (command.type === 'watch') {
    return watchHeldKeys(command.accelerator, () => {
      post({ type: 'released' });
    });
  }
  const opened = await keyboard;
  if (!opened.ok) return opened;
  switch (command.type) {
    case 'paste':
      return opened.value.paste(command.from);
    case 'type':
      return opened.value.type(command.text);
    case 'erase':
      return opened.value.erase(command.count);
  }
}
