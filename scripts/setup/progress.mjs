/** Progress for people: a line when something is begun, and how it ended. Nothing is printed about what is in place already. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Tells that something which takes time is under way; on a terminal with the seconds running, elsewhere once.
 * @returns what the work returns
 */
export async function during(text, work) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  const live = process.stderr.isTTY === true;
  process.stderr.write(live ? `  ${text} …` : `  ${text} …\n`);
  const timer = live ? setInterval(() => process.stderr.write(`\r  ${text} … ${seconds()} s`), 1000) : undefined;
  try {
    return await work();
  } finally {
    clearInterval(timer);
    process.stderr.write(live ? `\r  ${text} (${seconds()} s)    \n` : `  ${text}: ${seconds()} s\n`);
  }
}

/** The last lines of what a failed program printed, indented under the sentence about it. */
export function tail(output, lines = 15) {
  return output
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `      ${line}`)
    .join('\n');
}
