/** 3,723,004 → "01:02:03,004": the times of SubRip captions. @param milliseconds a whole number, not negative */
export function formatTimestamp(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const clock = [hours, minutes, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock},${String(milliseconds % 1000).padStart(3, '0')}`;
}
