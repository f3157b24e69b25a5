import { newApiKey } from "../../common/api-key";
import { reportFailure } from "../../local/report-failure";
import { CommandError } from "../../tools/command/command-error";

test("says why it fails without a key that was given as something else", () => {
  const print = jest.spyOn(console, "error").mockImplementation(() => {});
  const { exitCode } = process;
  reportFailure(new CommandError(`--auth is "${newApiKey()}": set it to none, iam, jwt or keys`));
  expect(print.mock.calls).toEqual([['error: --auth is "embk_…": set it to none, iam, jwt or keys']]);
  expect(process.exitCode).toBe(1);
  process.exitCode = exitCode;
  print.mockRestore();
});
