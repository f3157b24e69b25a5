import { fuseByRank } from "../../../embedding/ranking/fuse-by-rank";

test.each<[readonly (number | undefined)[], number]>([
  [[0, 0], 1],
  [[0, undefined], 0.5],
  [[undefined, undefined], 0],
  [[0, 2], (1 / 61 + 1 / 63) * 30.5],
  [[9], 61 / 70],
])("fuses the ranks %j to %d", (ranks, score) => {
  expect(fuseByRank(ranks, 60)).toBeCloseTo(score, 12);
});
