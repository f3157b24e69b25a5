import { parse } from "yaml";
import { stackLines } from "../../../tools/key/stack-lines";

const sha256 = ["0123456789abcdef".repeat(4)];

test.each([
  ["team-a", { sha256 }],
  ["1.0", { sha256: [...sha256, "1".repeat(64)], routes: ["search", "openai-embeddings"], expires: "2027-01-31" }],
  ["true", { sha256: [`${"1".repeat(31)}e${"1".repeat(32)}`], routes: ["search"] }],
])("writes the key of %s as YAML that has just that", (name, key) => {
  expect(parse(`config:\n${stackLines(name, key)}\n`, { version: "1.1" })).toEqual({
    config: { apiKeys: { [name]: key } },
  });
});
