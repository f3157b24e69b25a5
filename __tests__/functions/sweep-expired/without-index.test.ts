import { useUpstreams } from "../../helpers/handler/handler";
import { ExpiringStore, future, past, runSweep } from "../../helpers/handler/sweeping";

const upstreams = useUpstreams();

test("without an index, goes by the objects alone, page by page", async () => {
  const store = new ExpiringStore(upstreams);
  // By their keys, the last of these is on the second page.
  for (let number = 0; number < 1_010; number++) store.keepObject(`doc${number}`, number % 100 === 99 ? past : future);
  store.keepObject("plain");
  expect(await runSweep()).toEqual({ deleted: 10, complete: true });
  expect(store.objects.size).toBe(1_001);
  expect(store.objects.has("plain")).toBe(true);
  expect(upstreams.vectors.requests).toEqual([]);
});
