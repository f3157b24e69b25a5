import { IdsByHash } from "../../documents/ids-by-hash";

test("takes each id once, however many there are", () => {
  const ids = new IdsByHash();
  const count = 50_000;
  const added = () => Array.from({ length: count }, (_, index) => ids.add(`doc${index}`));
  expect(added().every((isNew) => isNew)).toBe(true);
  expect(added().some((isNew) => isNew)).toBe(false);
  expect([ids.add(""), ids.add(""), ids.add("doc")]).toEqual([true, false, true]);
});

test("takes at most 22 bytes for an id, however many there are", () => {
  const ids = new IdsByHash();
  for (let count = 1; count <= 100_000; count++) {
    ids.add(String(count));
    if (count % 25_000 === 0) expect(ids.bytes / count).toBeLessThanOrEqual(22);
  }
});
