import fs, { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeDirectory } from "../../../tools/command/make-directory";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const at = (name: string) => join(directory, name);

test("makes a folder with those above it, and leaves one that is there", () => {
  makeDirectory(at("a/b/c"));
  writeFileSync(at("a/b/c/kept"), "");
  makeDirectory(at("a/b/c"));
  expect(existsSync(at("a/b/c/kept"))).toBe(true);
});

test("fails where a file is in the way", () => {
  writeFileSync(at("file"), "");
  expect(() => makeDirectory(at("file"))).toThrow(/EEXIST/);
  expect(() => makeDirectory(at("file/below"))).toThrow(/ENOTDIR/);
});

test("fails where the system makes no folder below one that is there, instead of asking for ever", () => {
  mkdirSync(at("proc"));
  const mkdir = jest.spyOn(fs, "mkdirSync").mockImplementation((path) => {
    if (dirname(String(path)) === at("proc") || dirname(String(path)) === at("proc/x")) {
      throw Object.assign(new Error(`ENOENT: no such file or directory, mkdir '${path}'`), { code: "ENOENT" });
    }
    throw new Error(`${path} is not asked for`);
  });
  expect(() => makeDirectory(at("proc/x/y"))).toThrow(/^ENOENT: .*proc\/x'$/);
  expect(mkdir).toHaveBeenCalledTimes(2);
});
