import { functionOf } from "../../../bench/packages/packed-function";
import { measuredOperations } from "../../../bench/service/cold-start";
import { stacksDirectory } from "../../../bench/stacks-directory";
import { runStacks } from "../../../local/pulumi/stacks";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

test("measures an operation of each function that the service has and the description of the API tells of, and of no other", async () => {
  const stacks = await runStacks("https://api.invalid", { directory: stacksDirectory });
  const measured = measuredOperations(stacks).map(({ route }) => route.name);
  expect(measured).toEqual(expect.arrayContaining(["generate", "retrieve", "search", "docs", "health"]));
  expect(new Set(measured).size).toBe(measured.length);
  for (const name of measured) expect(() => functionOf(stacks, name)).not.toThrow();
  expect(measured).not.toContain("console");
  expect(measured).not.toContain("protected-resource");
});
