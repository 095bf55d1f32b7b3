import { describe, expect, it } from 'vitest';

import { PieceTree } from '../../../../src/core/rescoring/pieceTree';

describe('PieceTree', () => {
  it('has what texts begin with once', () => {
    const tree = new PieceTree();
    const first = tree.extend(0, 7);
    expect(tree.extend(0, 7)).toBe(first);
    expect(tree.extend(tree.extend(0, 8), 7)).not.toBe(first);
    expect(tree.size).toBe(4);
  });

  it('lets a piece see what stands before it in its text alone, the less the further off it is', () => {
    const tree = new PieceTree();
    const [first, other] = [tree.extend(0, 7), tree.extend(0, 8)];
    const second = tree.extend(first, 9);
    const bias = tree.attentionBias([0.5, 2]);
    const seen = (head: number, node: number): number[] =>
      Array.from({ length: tree.size }, (_, at) => bias[(head * tree.size + node) * tree.size + at]!);
    expect(seen(0, second)).toEqual([-1, -0.5, -1e9, 0].map((value, at) => (at === other ? -1e9 : value)));
    expect(seen(1, second)[0]).toBe(-4);
    expect(seen(0, 0).slice(1)).toEqual([-1e9, -1e9, -1e9]);
  });
});
