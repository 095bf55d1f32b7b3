import type { Result } from '../../contract/result';
import type { Take } from '../../contract/transcript';
import type { TakeKeeper } from './takeInProgress';

/** Saves a take; on a full disk in the room that was kept for that, once that is kept. */
export async function saveInReserve(takes: TakeKeeper, take: Take, reserved: Promise<void>): Promise<Result<Take>> {
  const saved = await takes.save(take);
  if (saved.ok || saved.error.code !== 'disk-full') return saved;
  await reserved;
  await takes.release(take.id);
  return takes.save(take);
}
