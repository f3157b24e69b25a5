import { checklist } from "../../policy/checklist";
import { types } from "../../policy/types";
import { publicRoutes, waivers } from "../../policy/waivers";
import { configurations, registered } from "../helpers/stacks/configurations";
import { ofType } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

test("waives no check that is a rule, and names no rule twice", () => {
  const ids = checklist.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const all = [...ids, ...checklist.flatMap(({ aliases = [] }) => aliases)];
  expect(Object.keys(waivers).filter((id) => all.includes(id))).toEqual([]);
});

test("gives a reason for every waiver", () => {
  for (const reason of [...Object.values(waivers), ...Object.values(publicRoutes)])
    expect(reason).toMatch(/^[A-Z].{20,}\.$/);
});

test("opens exactly the routes to everyone that the service does", async () => {
  // Where callers find the issuer of their tokens is open where there is one.
  const names = ["everything switched on", "tokens of an issuer"] as const;
  const layers = await Promise.all(names.map((name) => registered(configurations[name])));
  const open = layers
    .flatMap(({ service }) => ofType(service, types.route))
    .filter(({ inputs }) => inputs["authorizationType"] === "NONE");
  const routeKeys = new Set(open.map(({ inputs }) => String(inputs["routeKey"])));
  expect([...routeKeys].sort()).toEqual(Object.keys(publicRoutes).sort());
});
