import { duration } from "../../../tools/command/duration";

test.each([
  [0, "0.0 s"],
  [9.94, "9.9 s"],
  [10, "10 s"],
  [59.6, "1 min 0 s"],
  [185, "3 min 5 s"],
  [7_800, "2 h 10 min"],
])("says %d seconds as %s", (seconds, said) => {
  expect(duration(seconds)).toBe(said);
});
