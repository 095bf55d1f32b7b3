/** A title without what some file system refuses, in lengths that all of them take. @param otherwise where nothing is left of the title */
export function fileNameOf(title: string, otherwise: string): string {
  const name = title
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, '-')
    .replace(/^[. ]+|[. ]+$/gu, '')
    .slice(0, 80);
  return name === '' ? otherwise : name;
}
