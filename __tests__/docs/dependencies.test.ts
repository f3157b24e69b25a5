import packageJson from "../../package.json";
import { Page, tableColumn } from "../helpers/docs/page";

test("names every dependency, and no other", () => {
  const { dependencies, devDependencies } = packageJson;
  const types = Object.keys(devDependencies).filter((name) => name.startsWith("@types/"));
  const named = tableColumn(new Page("docs/dependencies.md").text, 0);
  expect([...named, ...types].sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
});
