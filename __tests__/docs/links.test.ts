import { existsSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { anchor } from "../../scripts/docs/markdown";
import { pagePaths, repositoryDirectory } from "../../scripts/docs/pages";
import { headings, Page } from "../helpers/docs/page";

const pages = new Map(pagePaths.map((path) => [path, new Page(path)]));

/** The anchors of a page's headings; one that repeats gets a number, as on GitHub. */
function anchorsOf(page: Page): string[] {
  const seen = new Map<string, number>();
  return headings(page.text).map(({ title }) => {
    const name = anchor(title);
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}-${times}`;
  });
}

/** A page without its blocks of code. */
const prose = ({ text }: Page) => text.replace(/^ *```[\s\S]*?^ *```$/gm, "");

/** What a link leads to that is not there; undefined where it is. */
function missing(from: string, link: string): string | undefined {
  const [path = "", fragment] = link.split("#");
  const target = path === "" ? from : relative(repositoryDirectory, join(repositoryDirectory, dirname(from), path));
  if (target.startsWith("..") || !existsSync(join(repositoryDirectory, target)))
    return `${link}: there is no ${target}`;
  if (fragment === undefined) return undefined;
  const page = pages.get(target);
  return page && anchorsOf(page).includes(fragment) ? undefined : `${link}: ${target} has no heading of this anchor`;
}

test.each(pagePaths)("every link of %s leads somewhere in this repository, or to the web by https", (path) => {
  const page = pages.get(path) as Page;
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  const ofTheWeb = links.filter((link) => /^\w+:/.test(link));
  for (const link of ofTheWeb) expect(link).toMatch(/^https:\/\/[\w.-]+\//);
  expect(links.filter((link) => !ofTheWeb.includes(link)).flatMap((link) => missing(path, link) ?? [])).toEqual([]);
});

/** Folders of this repository, with which a path in it begins. */
const folders =
  /^(?:__tests__|bench|bootstrap|clients|common|docs|documents|embedding|examples|functions|local|openapi|policy|scripts|service|tools|\.github)\//;

test.each(pagePaths.filter((path) => path !== "CHANGELOG.md"))("every path that %s names is there", (path) => {
  const named = [...prose(pages.get(path) as Page).matchAll(/`([^`\s]+)`/g)].map(([, code = ""]) => code);
  const paths = named.filter((name) => folders.test(name) && !/[<{*…]/.test(name));
  expect(paths.filter((name) => !existsSync(join(repositoryDirectory, name)))).toEqual([]);
  for (const name of paths.filter((folder) => folder.endsWith("/"))) {
    expect([name, statSync(join(repositoryDirectory, name)).isDirectory()]).toEqual([name, true]);
  }
});

test("the index of docs/ leads to every page, and that of the decisions to every decision", () => {
  for (const folder of ["docs", "docs/decisions"]) {
    const links = [...(pages.get(`${folder}/README.md`) as Page).text.matchAll(/\]\(([\w./-]+\.md)\)/g)].map(
      ([, to]) => to,
    );
    const all = pagePaths.filter((path) => dirname(path) === folder && path !== `${folder}/README.md`);
    expect(all.map((path) => relative(folder, path)).filter((path) => !links.includes(path))).toEqual([]);
  }
});

test("README fits on 200 lines", () => {
  expect(pages.get("README.md")?.text.split("\n").length).toBeLessThanOrEqual(200);
});
