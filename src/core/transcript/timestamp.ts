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
