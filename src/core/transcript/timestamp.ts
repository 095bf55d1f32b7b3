/**
 * 3,723,004 → "01:02:03,004": the times of captions.
 *
 * @param milliseconds a whole number, not negative; @param mark what stands before them: a comma in SubRip, a full stop in WebVTT
 */
export function formatTimestamp(milliseconds: number, mark: ',' | '.'): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const clock = [hours, minutes, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock}${mark}${String(milliseconds % 1000).padStart(3, '0')}`;
}

/** 3,723.9 → "1:02:03", 123 → "2:03": times in a text for people. */
export function formatClock(seconds: number): string {
  const whole = Math.floor(seconds);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(whole % 60)}` : `${minutes}:${twoDigits(whole % 60)}`;
}
