import { showsColours } from "../../../local/terminal/colours";

const terminal = { isTTY: true, hasColors: () => true } as const;

test.each([
  ["a terminal", terminal, {}, true],
  ["a terminal without colours", { isTTY: true, hasColors: () => false } as const, {}, false],
  ["a pipe", {}, {}, false],
  ["a terminal with NO_COLOR", terminal, { NO_COLOR: "1" }, false],
  ["a terminal with an empty NO_COLOR", terminal, { NO_COLOR: "" }, true],
  ["a pipe with FORCE_COLOR", {}, { FORCE_COLOR: "1" }, true],
  ["a pipe with an empty FORCE_COLOR", {}, { FORCE_COLOR: "" }, true],
  ["a terminal with FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, false],
  ["a terminal with both", terminal, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
])("decides for %s", (_, stream, environment, shown) => {
  expect(showsColours(stream, environment)).toBe(shown);
});
