import { RecentRequests } from "../../common/recent-requests";

const limits = { requests: 3, backgroundRequests: 2, bytes: 100 };
const recent = (given: Partial<typeof limits> = {}) =>
  new RecentRequests<{ id: number; isBackground: boolean; path: string }, string>({ ...limits, ...given });

test("keeps the last ones, of which none takes the place of one that a person asked for", () => {
  const kept = recent();
  for (const path of ["/a", "/b"]) kept.add({ isBackground: false, path }, path, 1);
  for (let page = 1; page <= 20; page++) kept.add({ isBackground: true, path: `/page-${page}` }, "", 1);
  expect(kept.after(0).map(({ path }) => path)).toEqual(["/a", "/b", "/page-19", "/page-20"]);
  for (const path of ["/c", "/d"]) kept.add({ isBackground: false, path }, path, 1);
  expect(kept.after(0).map(({ path }) => path)).toEqual(["/b", "/page-19", "/page-20", "/c", "/d"]);
  expect(kept.after(22).map(({ id, path }) => [id, path])).toEqual([
    [23, "/c"],
    [24, "/d"],
  ]);
  expect([kept.get(1), kept.get(24)?.bodies]).toEqual([undefined, "/d"]);
});

test("forgets the bodies of the oldest where all take too much room, and says so", () => {
  const kept = recent();
  for (const path of ["/a", "/b", "/c"]) kept.add({ isBackground: false, path }, path, 40);
  expect([1, 2, 3].map((id) => kept.get(id)?.bodies)).toEqual([undefined, "/b", "/c"]);
  kept.add({ isBackground: true, path: "/d" }, "/d", 60);
  expect([1, 2, 3, 4].map((id) => kept.get(id)?.bodies)).toEqual([undefined, undefined, "/c", "/d"]);
  expect(kept.after(0).map(({ path }) => path)).toEqual(["/a", "/b", "/c", "/d"]);
});

test("gives back the room of those that it keeps no more", () => {
  const kept = recent({ requests: 1 });
  for (let time = 0; time < 10; time++) kept.add({ isBackground: false, path: `/${time}` }, "body", 100);
  expect(kept.get(10)?.bodies).toBe("body");
});

test("wakes whoever waits as one comes, and at once where there is one", async () => {
  const kept = recent();
  await kept.wait(-1, 60_000);
  const waiting = [kept.wait(0, 60_000), kept.wait(0, 60_000)];
  kept.add({ isBackground: false, path: "/a" }, "", 0);
  await Promise.all(waiting);
  await kept.wait(0, 60_000);
});

test("lets nobody wait longer than asked, once nobody wants to know any more, or once it is closed", async () => {
  const kept = recent();
  await kept.wait(0, 1);
  const controller = new AbortController();
  const given = kept.wait(0, 60_000, controller.signal);
  controller.abort();
  await given;
  await kept.wait(0, 60_000, controller.signal);
  const waiting = kept.wait(0, 60_000);
  kept.close();
  await waiting;
  await kept.wait(0, 60_000);
});
