/**
 * Of each word that was heard, whether it was said: by the fewest edits that turn what was said into what was heard (Levenshtein
 * 1966), of equally short ways the one with the most right words at the end.
 */
export function rightWords(said: readonly string[], heard: readonly string[]): boolean[] {
  const costs = editCosts(said, heard);
  const right = heard.map(() => false);
  let [i, j] = [said.length, heard.length];
  while (i > 0 && j > 0) {
    const isSame = said[i - 1] === heard[j - 1];
    if (costs[i]![j] === costs[i - 1]![j - 1]! + (isSame ? 0 : 1)) {
      right[j - 1] = isSame;
      [i, j] = [i - 1, j - 1];
    } else if (costs[i]![j] === costs[i - 1]![j]! + 1) i -= 1;
    else j -= 1;
  }
  return right;
}

/** At [i][j] the edits from the first i words that were said to the first j that were heard. */
function editCosts(said: readonly string[], heard: readonly string[]): number[][] {
  const costs = [heard.map((_, j) => j).concat(heard.length)];
  for (const [i, word] of said.entries()) {
    const above = costs[i]!;
    const row = [i + 1];
    for (const [j, other] of heard.entries())
      row.push(Math.min(above[j]! + (word === other ? 0 : 1), above[j + 1]! + 1, row[j]! + 1));
    costs.push(row);
  }
  return costs;
}
