import { type Route, routes } from "../../service/routes";
import { sweepExpired } from "../../service/sweep-expired";
import { codeBlocks, Page, tableColumn } from "../helpers/docs/page";
import { projectSources } from "../helpers/sources/project-sources";

const page = new Page("docs/architecture.md");

test("says of every folder with code what is in it", () => {
  const folders = Object.keys(projectSources()).flatMap((path) => /^[^/]+\//.exec(path)?.[0] ?? []);
  const named = tableColumn(page.section("Where things are"), 0).map((path) => path.replace(/^([^/]+\/).*/, "$1"));
  expect([...new Set(folders)].filter((folder) => !named.includes(folder))).toEqual([]);
});

test("the diagram leads each function to what it uses", () => {
  const [{ code: diagram } = { code: "" }] = codeBlocks(page.text).filter(({ code }) => code.includes("Lambda<br>"));
  const nodes = [...diagram.matchAll(/--> (\w+)\["Lambda<br>([^"]+)"\]/g)];
  const shown = nodes.flatMap(([, node = "", names = ""]) => names.split(", ").map((name) => ({ node, name })));
  const callbacks: readonly Pick<Route, "name" | "bucketAccess" | "indexAccess" | "invokesModel">[] = [
    ...routes,
    sweepExpired,
  ];
  const users = callbacks.filter(
    ({ bucketAccess, indexAccess, invokesModel }) => bucketAccess || indexAccess || invokesModel,
  );
  expect(shown.map(({ name }) => name).sort()).toEqual(users.map(({ name }) => name).sort());
  for (const [, node = "", names = ""] of nodes) {
    const ofNode = users.filter(({ name }) => names.split(", ").includes(name));
    const arrows = [...diagram.matchAll(new RegExp(`^ +${node} --> (\\w+)`, "gm"))].map(([, target]) => target);
    expect([node, arrows.sort()]).toEqual([
      node,
      [
        ...(ofNode.some(({ invokesModel }) => invokesModel) ? ["bedrock"] : []),
        ...(ofNode.some(({ bucketAccess }) => bucketAccess) ? ["bucket"] : []),
        ...(ofNode.some(({ indexAccess }) => indexAccess) ? ["index"] : []),
      ],
    ]);
  }
});
