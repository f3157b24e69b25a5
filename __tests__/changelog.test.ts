import { readFileSync } from "node:fs";
import { join } from "node:path";

const projectFile = (path: string) => readFileSync(join(__dirname, "..", path), "utf8");
const manifest = (path: string) => JSON.parse(projectFile(path)) as { version?: string; license?: string };

/** Each release with its sections, the newest first. */
const releases = projectFile("CHANGELOG.md")
  .split(/^## /m)
  .slice(1)
  .map((release) => {
    const [heading = "", ...sections] = release.split(/^### /m);
    return { heading: heading.split("\n")[0] ?? "", sections: sections.map((section) => section.split("\n")) };
  });

test("tells of the version that this is", () => {
  const { version } = manifest("package.json");
  expect(releases[0]?.heading).toMatch(/^\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d$/);
  expect(releases[0]?.heading.split(" ")[0]).toBe(version);
  expect(manifest("package-lock.json").version).toBe(version);
  expect(manifest("policy/package.json").version).toBe(version);
  expect(manifest("openapi.json")).toHaveProperty("info.version", version);
});

test("says of the last release what it replaces, of its contract and of the index, and leaves no section empty", () => {
  const sections = releases[0]?.sections ?? [];
  expect(sections.map(([title]) => title)).toEqual(
    expect.arrayContaining(["The contract", "The index", "What an upgrade replaces"]),
  );
  for (const [title, ...lines] of sections) {
    expect({ title, text: lines.join("").trim() }).not.toEqual({ title, text: "" });
  }
});

test("the license is the one that the packages name", () => {
  expect(projectFile("LICENSE")).toMatch(/Apache License\s+Version 2\.0, January 2004/);
  for (const path of ["package.json", "policy/package.json", "examples/consumer/package.json"]) {
    expect(manifest(path).license).toBe("Apache-2.0");
  }
});
