import { deflateSync } from 'node:zlib';

/** Of the icon's tile and of the sound on it, as the app has them (renderer/styles/tokens.css). */
const tile = [0x11, 0x5c, 0x63];
const ink = [0xfb, 0xfd, 0xfd];

/** As shares of the icon's width: the place of a bar and half its length. */
const bars = [
  [0.24, 0.07],
  [0.37, 0.14],
  [0.5, 0.24],
  [0.63, 0.14],
  [0.76, 0.07],
];
const barRadius = 0.036;
const [margin, corner] = [0.04, 0.2];

/** Distance from the tile's edge, and from the nearest bar's; negative inside. */
const toTile = (x, y) => {
  const half = 0.5 - margin - corner;
  return Math.hypot(Math.max(0, Math.abs(x - 0.5) - half), Math.max(0, Math.abs(y - 0.5) - half)) - corner;
};
const toSound = (x, y) =>
  Math.min(...bars.map(([at, half]) => Math.hypot(x - at, Math.max(0, Math.abs(y - 0.5) - half)) - barRadius));

/** The app's icon as a PNG, so many pixels wide and high. @returns {Buffer} the same bytes each time */
export function drawIcon(pixels) {
  const rows = Buffer.alloc(pixels * (1 + pixels * 4));
  const coverage = (distance) => Math.min(1, Math.max(0, 0.5 - distance * pixels));
  for (let y = 0; y < pixels; y += 1) {
    for (let x = 0; x < pixels; x += 1) {
      const place = [(x + 0.5) / pixels, (y + 0.5) / pixels];
      const sound = coverage(toSound(...place));
      const colour = tile.map((value, channel) => Math.round(value + (ink[channel] - value) * sound));
      const opacity = Math.round(255 * coverage(toTile(...place)));
      rows.set([...colour, opacity], y * (1 + pixels * 4) + 1 + x * 4);
    }
  }
  return png(pixels, rows);
}

/** Eight bits of red, green, blue and opacity, no filter before a row. */
function png(pixels, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(checkOf(body), body.length + 4);
  return framed;
}

/** The cyclic redundancy check of PNG and gzip. */
function checkOf(bytes) {
  let check = 0xffffffff;
  for (const byte of bytes) {
    check ^= byte;
    for (let bit = 0; bit < 8; bit += 1) check = check & 1 ? (check >>> 1) ^ 0xedb88320 : check >>> 1;
  }
  return (check ^ 0xffffffff) >>> 0;
}
