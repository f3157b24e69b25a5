import { parseStartOptions } from "../../local/start-options";

test.each([
  [[], {}],
  [["--auth", "jwt"], { auth: "jwt" }],
  [["--stack", "prod", "--auth=iam"], { auth: "iam", stack: "prod" }],
  [["--auth", "iam", "--auth", "none"], { auth: "none" }],
  [["--json"], { format: "json" }],
  [["--quiet", "--json"], { format: "quiet" }],
  [["--resources", "--stack", "prod"], { resources: true, stack: "prod" }],
])("parses %j", (args, options) => {
  const defaults = { auth: "none", stack: undefined, format: "text", resources: false };
  expect(parseStartOptions(args)).toEqual({ ...defaults, ...options });
});

test.each([
  [["--auth", "basic"], /^--auth is "basic": set it to none, iam or jwt, as in npm start -- --auth jwt$/],
  [["--auth"], /^--auth has no value: set it to none, iam or jwt/],
  [["--auth="], /^--auth has no value/],
  [["--auth", "--stack"], /^--auth is "--stack": set it to/],
  [["--stack", "../prod"], /^--stack is "\.\.\/prod": set it to a stack that has a file Pulumi\.<stack>\.yaml/],
  [["--stack", ""], /^--stack has no value/],
  [
    ["--port", "3000"],
    /^"--port" is no option: there are --auth, --stack, --json, --quiet and --resources, .* as in npm start -- --auth jwt/,
  ],
  [["--constructor"], /^"--constructor" is no option/],
  [["--json=yes"], /^"--json=yes" is no option/],
  [["-a", "jwt"], /^"-a" is no option/],
  // What npm leaves of npm start --stack prod.
  [["prod"], /^"prod" is no option/],
  [["--"], /^"--" is no option/],
])("refuses %j", (args, message) => {
  const parse = () => parseStartOptions(args);
  expect(parse).toThrow(message);
  expect(parse).not.toThrow(/\n/);
});
