import { summaryLines } from "../../../tools/command/summary-lines";

test("stands what is said one below the other", () => {
  expect(
    summaryLines([
      ["Stored", "2"],
      ["Reembedded", "1 of them"],
    ]),
  ).toBe("Stored      2\nReembedded  1 of them");
});
