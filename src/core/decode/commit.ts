import { none } from './prefixTree';
import type { PrefixBeams } from './prefixBeams';

/**
 * Up to which node the words can be shown for good, or `none` for no further than the root: the last word end that all prefixes
 * within `margin` of the best one share, or the last one on the best prefix that was heard at `oldTimestep` or before.
 */
export function commitPoint(beams: PrefixBeams, space: number, margin: number, oldTimestep: number): number {
  const shared = commonAncestor(beams, margin);
  let isShared = false;
  for (
    let node = beams.node(beams.best());
    node !== beams.tree.root && node !== none;
    node = beams.tree.parent[node] ?? none
  ) {
    isShared ||= node === shared;
    const isOld = beams.lastTimestep(node) <= oldTimestep;
    if (beams.tree.label[node] === space && (isShared || isOld)) return node;
  }
  return none;
}

/** The longest prefix with which all prefixes within `margin` of the best one begin. */
function commonAncestor(beams: PrefixBeams, margin: number): number {
  const { parent } = beams.tree;
  const best = beams.best();
  const floor = beams.score(best) - margin;
  let common = beams.node(best);
  for (let i = 0; i < beams.count; i++) {
    if (beams.score(i) < floor) continue;
    while (!beams.tree.descends(beams.node(i), common)) common = parent[common] ?? none;
  }
  return common;
}
