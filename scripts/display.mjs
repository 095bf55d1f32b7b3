import { connect } from 'node:net';
import { resolve } from 'node:path';

/** Whether a window could be shown: always on macOS and Windows, elsewhere where a display server that is named answers. */
export async function hasDisplay() {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  const answers = await Promise.all(placesOf(process.env).map(isListening));
  return answers.includes(true);
}

/** Where the servers that the environment names listen: X at display :N, on this machine or at a host, and Wayland. */
function placesOf({ DISPLAY = '', WAYLAND_DISPLAY = '', XDG_RUNTIME_DIR = '' }) {
  const places = [];
  const [, host, number] = /^(.*):(\d+)(?:\.\d+)?$/.exec(DISPLAY) ?? [];
  // Linux has the X server's socket by this name beside the file, and some only have that one.
  if (number !== undefined && (host === '' || host === 'unix'))
    places.push({ path: `/tmp/.X11-unix/X${number}` }, { path: `\0/tmp/.X11-unix/X${number}` });
  else if (number !== undefined) places.push({ host, port: 6000 + Number(number) });
  if (WAYLAND_DISPLAY !== '') places.push({ path: resolve(XDG_RUNTIME_DIR, WAYLAND_DISPLAY) });
  return places;
}

function isListening(place) {
  return new Promise((tell) => {
    const socket = connect({ ...place, timeout: 3000 });
    const end = (answer) => {
      socket.destroy();
      tell(answer);
    };
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false));
  });
}
