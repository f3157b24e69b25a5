import { execFileSync } from "node:child_process";
import { shellQuoted } from "../../../tools/command/shell-quoted";

test.each([
  "doc1",
  "--url=http://localhost:3000",
  "graceful shutdown",
  'it\'s $HOME `ls` \\ "x"',
  "*.md",
  "",
  "a\nb",
  "~",
])("quotes %j so that a shell takes it as it is", (argument) => {
  const script = `printf %s ${shellQuoted(argument)}`;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(argument);
});

test("leaves what needs no quotes", () => {
  expect(shellQuoted("--url=http://localhost:3000")).toBe("--url=http://localhost:3000");
});
