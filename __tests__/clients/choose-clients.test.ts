import { chooseClients, requirementsFile } from "../../clients/choose-clients";
import { clients } from "../../clients/clients";

const titles = (...names: string[]) => chooseClients(names).map(({ title }) => title);

test("chooses the clients of packages, all, or those of the checks", () => {
  expect(titles("litellm", "@ai-sdk/openai", "litellm")).toEqual(["@ai-sdk/openai", "litellm"]);
  expect(titles("openai")).toEqual([
    "openai for Node.js",
    "openai in a web page",
    "openai for Python",
    "openai for Python, async",
  ]);
  expect(chooseClients(["all"])).toEqual(clients);
  expect(chooseClients(["openai", "all"])).toEqual(clients);
  expect(chooseClients([])).toEqual(clients.filter(({ isInChecks }) => isInChecks));
});

test.each(["lite-llm", ""])("refuses what is no package: %j", (name) => {
  expect(() => chooseClients(["openai", name])).toThrow(
    `${JSON.stringify(name)} is no client: there are openai, @langchain/openai, `,
  );
});

test.each([
  [[], "requirements-ci.txt"],
  // A web page is not among the checks, and needs nothing of Python.
  [["openai"], "requirements-ci.txt"],
  [["chromadb"], "requirements.txt"],
  [["all"], "requirements.txt"],
])("installs for %j from %s", (names, file) => {
  expect(requirementsFile(chooseClients(names))).toBe(file);
});
