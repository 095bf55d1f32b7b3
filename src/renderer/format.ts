const minuteSeconds = 60;
const hourSeconds = 3600;
const dayMilliseconds = 86_400_000;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** 0:07, 12:30, 1:02:03; rounds down, as a clock does. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / hourSeconds);
  const minutes = Math.floor((whole % hourSeconds) / minuteSeconds);
  const rest = twoDigits(whole % minuteSeconds);
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** For a length that was estimated, or that nobody needs to the second: less than a minute, about 4 min, about 1 h 10 min. */
export function formatAbout(seconds: number): string {
  const minutes = Math.round(seconds / minuteSeconds);
  if (minutes < 1) return 'less than a minute';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60 === 0 ? '' : ` ${minutes % 60} min`;
  return hours === 0 ? `about ${minutes} min` : `about ${hours} h${rest}`;
}

/** −18 dB, with a true minus sign; "–" below what a microphone can give. */
export function formatLevel(levelDbfs: number): string {
  if (levelDbfs <= -100) return '– dB';
  const whole = Math.round(levelDbfs);
  return `${whole < 0 ? '−' : ''}${Math.abs(whole)} dB`;
}

/** How sure, from 0 … 1: 43 % */
export const formatShare = (share: number): string => `${Math.round(share * 100)} %`;

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Heading of a day in a list: Today, Yesterday, Monday 16 November; with the year when it is not this one. */
export function formatDay(createdAt: string, now: Date): string {
  const date = new Date(createdAt);
  // Rounded, because a day on which the clocks change has 23 or 25 hours.
  const daysAgo = Math.round((startOfDay(now) - startOfDay(date)) / dayMilliseconds);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  const month = date.toLocaleDateString('en-GB', { month: 'long' });
  if (date.getFullYear() !== now.getFullYear()) return `${date.getDate()} ${month} ${date.getFullYear()}`;
  return `${date.toLocaleDateString('en-GB', { weekday: 'long' })} ${date.getDate()} ${month}`;
}

/** Local time of day, 24 hours: 09:05. */
export function formatTime(createdAt: string): string {
  const date = new Date(createdAt);
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** Last part of a path of either kind, for a sentence that a person reads. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
