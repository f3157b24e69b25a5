import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../../../tools/command/command-error";
import { RunFile, type RunFileArgs } from "../../../tools/run/run-file";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const root = temporaryDirectory();
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(root, `new/${count}`);
});

const open = (args: Partial<RunFileArgs> = {}) =>
  RunFile.open({
    name: "journal",
    directory,
    variable: "SOME_DIR",
    identity: ["a", 1],
    header: { of: "a" },
    restart: false,
    ...args,
  });
const linesOf = (file: RunFile) => file.read((lines) => [...lines]);
const header = '{"of":"a"}';

test("has what was appended before, and its header first", () => {
  const file = open();
  expect(linesOf(file)).toEqual([header]);
  file.append([["x"], { y: "é\u2028" }]);
  file.append([], { isDurable: true });
  file.append([3], { isDurable: true });
  expect(linesOf(open())).toEqual([header, '["x"]', '{"y":"é\u2028"}', "3"]);
});

test("drops a line that was cut off, also its header, and goes on after the whole ones", () => {
  const file = open();
  file.append(["one"]);
  const { length } = readFileSync(file.path);
  file.append(["two"]);
  const whole = readFileSync(file.path);
  for (let size = 0; size < whole.length; size++) {
    writeFileSync(file.path, whole);
    truncateSync(file.path, size);
    const kept = [header, ...(size >= length ? ['"one"'] : [])];
    expect(linesOf(open({ readOnly: true }))).toEqual(kept);
    const next = open();
    expect(linesOf(next)).toEqual(kept);
    next.append(["three"]);
    next.close();
    expect(linesOf(open())).toEqual([...kept, '"three"']);
  }
});

test("is one for each work, in its header's words", () => {
  open().append(["a"]);
  expect(linesOf(open({ identity: ["a", 2], header: { of: "b" } }))).toEqual(['{"of":"b"}']);
  expect(linesOf(open())).toEqual([header, '"a"']);
  expect(readdirSync(directory)).toHaveLength(2);
});

test("begins anew where that is asked for, with the header of this run", () => {
  open().append(["a"]);
  expect(linesOf(open({ restart: true, header: { of: "again" } }))).toEqual(['{"of":"again"}']);
  expect(linesOf(open())).toEqual(['{"of":"again"}']);
});

test("writes nothing where that is not wanted", () => {
  const none = open({ readOnly: true });
  none.append(["a"]);
  expect(linesOf(none)).toEqual([header]);
  none.remove();
  expect(() => readdirSync(directory)).toThrow(/ENOENT/);
  open().append(["b"]);
  const file = open({ readOnly: true });
  file.append(["c"]);
  file.remove();
  expect(linesOf(open())).toEqual([header, '"b"']);
});

test("is gone once all is done, and another run of the same work does not bring it back", () => {
  const [first, second] = [open(), open()];
  first.remove();
  second.append(["a"]);
  expect(readdirSync(directory)).toEqual([]);
});

test("says how to go on where what it has cannot be read", () => {
  const { path } = open();
  appendFileSync(path, "{\n");
  const parse = () => open().read((lines) => Array.from(lines, (line) => JSON.parse(line)));
  expect(parse).toThrow(CommandError);
  expect(parse).toThrow(`The journal ${path} cannot be read: add --restart to begin anew`);
});

test("says where it can be where it cannot be written", () => {
  const { path } = open();
  directory = path;
  expect(() => open()).toThrow(CommandError);
  expect(() => open()).toThrow(
    /^The journal .* cannot be written \(file already exists\): set SOME_DIR to a folder that can$/,
  );
});
