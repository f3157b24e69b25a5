import { parse } from "yaml";
import { apiKeyExpression, apiKeyHash, isApiKey, newApiKey } from "../../../common/api-key";
import { runLayer } from "../../helpers/stacks/run-layer";
import { CommandProcess } from "../../helpers/tools/command-process";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const key = (...args: string[]) => new CommandProcess("tools/key/key.ts", args).ended();

test("prints a key once, with the lines of a stack file that takes it", async () => {
  const args = ["--name", "team-a", "--routes", "search,openai-embeddings", "--expires", "2999-12-31"];
  const { code, stdout, stderr } = await key(...args);
  expect([code, stderr]).toEqual([0, ""]);
  const [made = "", ...others] = stdout.match(new RegExp(apiKeyExpression, "g")) ?? [];
  expect([isApiKey(made), others]).toEqual([true, []]);
  expect(stdout.startsWith(`${made}\n`)).toBe(true);

  const [lines = ""] = /^ {2}apiKeys:\n(?: {4}.*\n)+/m.exec(stdout) ?? [];
  const { apiKeys } = parse(lines) as { apiKeys: object };
  expect(apiKeys).toEqual({
    "team-a": { sha256: [apiKeyHash(made)], routes: ["search", "openai-embeddings"], expires: "2999-12-31" },
  });
  const service = await runLayer("service", { config: { auth: "keys", apiKeys } });
  expect(service.outputs["apiId"]).toBe("local");
});

test("prints all of it as JSON for scripts, another key each time", async () => {
  const [one, other] = await Promise.all([key("--name", "team-a", "--json"), key("--name=team-a", "--json")]);
  const printed = [one, other].map(({ stdout }) => JSON.parse(stdout) as { key: string });
  for (const made of printed) expect(made).toEqual({ name: "team-a", key: made.key, sha256: [apiKeyHash(made.key)] });
  expect(printed[0]?.key).not.toBe(printed[1]?.key);
});

test.each<[string[], RegExp]>([
  [[], /^error: The key is nobody's: add --name, as in npm run key -- --name team-a\n$/],
  [["--name", "team a"], /--name is "team a": set it to up to 64 letters/],
  [
    ["--name", "a", "--routes", "search generate"],
    /--routes is "search generate": set it to names of routes with commas/,
  ],
  [["--name", "a", "--expires", "2999-02-30"], /--expires is "2999-02-30": set it to a day that there is/],
  [["--name", newApiKey()], /set it to up to 64 letters.*, and no key/],
  [["--name", "a", "--expires", "2999-12"], /set it to a day that there is/],
  [["--name", "a", "--expires", "31.12.2999"], /set it to a day that there is, such as/],
  [["--name", "a", "--expires", "2020-01-01"], /--expires is "2020-01-01": set it to a day that is not over/],
])("makes no key with %j, and says why", async (args, message) => {
  const { code, stdout, stderr } = await key(...args);
  expect([code, stdout, stderr]).toEqual([1, "", expect.stringMatching(message)]);
});
