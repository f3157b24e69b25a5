import { deployedRoutes, functionOf } from "../../../bench/packages/packed-function";
import { stacksDirectory } from "../../../bench/stacks-directory";
import { runStacks } from "../../../local/pulumi/stacks";
import { routes } from "../../../service/routes";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

test("measures the function of each route that the service has, and of no other", async () => {
  const stacks = await runStacks("https://api.invalid", { directory: stacksDirectory });
  const measured = deployedRoutes(stacks);
  for (const name of measured) expect(() => functionOf(stacks, name)).not.toThrow();
  // Of a service with auth none.
  const others = ["console", "protected-resource"];
  expect(measured).toEqual(routes.map(({ name }) => name).filter((name) => !others.includes(name)));
});
