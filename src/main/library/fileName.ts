/** File systems take 255 bytes of a name; the rest is for the ending. */
const longestBytes = 200;

/** A title without what some file system refuses, in a length that all of them take. @param otherwise where nothing is left of the title */
export function fileNameOf(title: string, otherwise: string): string {
  const name = upTo(longestBytes, title.replace(/[\p{Cc}\p{Cs}<>:"/\\|?*]/gu, '-')).replace(/^[. ]+|[. ]+$/gu, '');
  if (name === '') return otherwise;
  return isDevice.test(name) ? `${name}-` : name;
}

/** What Windows takes for a device, whatever the ending. */
const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** As many whole characters as `bytes` of UTF-8 hold. */
function upTo(bytes: number, text: string): string {
  let [length, end] = [0, 0];
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}
