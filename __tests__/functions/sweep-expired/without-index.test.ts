import { useUpstreams } from "../../helpers/handler/handler";
import { ExpiringStore, future, past, runSweep } from "../../helpers/handler/sweeping";

const upstreams = useUpstreams();

test("without an index, goes by the objects alone, page by page", async () => {
  const store = new ExpiringStore(upstreams);
  for (let number = 0; number < 1_010; number++) store.keepObject(`doc${number}`, number % 100 ? future : past);
  store.keepObject("plain");
  expect(await runSweep()).toEqual({ deleted: 11, complete: true });
  expect(store.objects.size).toBe(1_000);
  expect(store.objects.has("plain")).toBe(true);
  expect(upstreams.vectors.requests).toEqual([]);
});
