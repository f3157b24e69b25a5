import { freeText } from "./arguments";

/** How many tests passed and failed, with the names of jest's results, which `.ci/run` adds up. */
export interface TestCounts {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
}

/** Where a command that tries things writes its {@link TestCounts}. */
export const outputFile = freeText("write how many passed and failed to this file, as JSON", {
  placeholder: "FILE",
  default: undefined,
});
