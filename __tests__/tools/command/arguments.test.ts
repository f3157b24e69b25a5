import {
  choice,
  flag,
  freeText,
  helpText,
  integer,
  parseArguments,
  repeatable,
} from "../../../tools/command/arguments";
import { CommandError } from "../../../tools/command/command-error";

const command = {
  name: "npm run paint --",
  description: "Paints files.",
  operands: "FILE…",
  options: {
    colour: choice("which colour", { values: ["red", "blue"], default: "red" }),
    layers: integer("how many layers", { min: 1, max: 9, default: 2 }),
    label: freeText("what to write", {
      placeholder: "TEXT",
      default: undefined,
      check: (value) => {
        if (value !== "rude") return value.trim();
        throw new CommandError("be polite");
      },
    }),
    skip: repeatable("what to leave out", { placeholder: "NAME" }),
    "dry-run": flag("paint nothing"),
  },
  notes: ["Paint dries."],
};

const defaults = { colour: "red", layers: 2, label: undefined, skip: [], "dry-run": false };

test.each([
  [[], {}, []],
  [["--colour", "blue", "--layers=9"], { colour: "blue", layers: 9 }, []],
  [["a.txt", "--dry-run", "b.txt"], { "dry-run": true }, ["a.txt", "b.txt"]],
  [["--label", " - x "], { label: "- x" }, []],
  [["--label", "-"], { label: "-" }, []],
  [["--layers", "1", "--layers", "3"], { layers: 3 }, []],
  [["--skip", "a", "b", "--skip=c"], { skip: ["a", "c"] }, ["b"]],
  [["--", "--colour"], {}, ["--colour"]],
])("parses %j", (args, options, operands) => {
  expect(parseArguments(command, args)).toEqual({ options: { ...defaults, ...options }, operands });
});

test.each([
  [
    ["--size", "3"],
    "--size is no option: there are --colour, --layers, --label, --skip, --dry-run, see npm run paint -- --help",
  ],
  [["--constructor"], /^--constructor is no option/],
  [["-x"], /^-x is no option/],
  [["--colour", "green"], '--colour is "green": set it to one of red, blue'],
  [["--colour"], "--colour has no value: write --colour red|blue, or --colour=red|blue"],
  [["--colour="], /^--colour has no value/],
  [["--label", "--layers", "3"], /^--label has no value: write --label TEXT/],
  [["--label", "rude"], '--label is "rude": be polite'],
  [["--layers", "0"], '--layers is "0": set it to a whole number from 1 to 9'],
  [["--layers", "10"], /from 1 to 9$/],
  [["--layers", "1.5"], /from 1 to 9$/],
  [["--layers", "0x2"], /from 1 to 9$/],
  [["--layers", "two"], /from 1 to 9$/],
  [["--dry-run=no"], '--dry-run takes no value: leave out "=no"'],
])("refuses %j", (args, message) => {
  const parse = () => parseArguments(command, args);
  expect(parse).toThrow(CommandError);
  expect(parse).toThrow(message);
  expect(parse).not.toThrow(/\n/);
});

test("refuses operands of a command that takes none", () => {
  const { operands, ...others } = command;
  expect(() => parseArguments(others, ["a.txt"])).toThrow('"a.txt" is no option: see npm run paint -- --help');
});

test.each([["--help"], ["-h"]])("gives way to %s, whatever else is wrong", (help) => {
  expect(parseArguments(command, ["--layers", "many", help])).toBeUndefined();
});

test("shows every option in the help, with its default", () => {
  expect(helpText(command)).toBe(`Usage: npm run paint -- FILE… [options]

Paints files.

  --colour red|blue  which colour (red)
  --layers N         how many layers (2)
  --label TEXT       what to write
  --skip NAME        what to leave out
  --dry-run          paint nothing
  --help             print this

Paint dries.`);
});
