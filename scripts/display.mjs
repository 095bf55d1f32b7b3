/** Whether a window could be shown: always on macOS and Windows, elsewhere where a display server is named. */
export const hasDisplay =
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
