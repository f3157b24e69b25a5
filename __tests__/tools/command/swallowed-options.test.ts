import { swallowedOptions } from "../../../tools/command/swallowed-options";

const names = ["port", "data-dir", "stack", "json", "quiet", "prefix", "dry-run"];
const npm = { npm_lifecycle_event: "start", npm_command: "start" };

// As where npm keeps no log; with one, it is all in the tests that start npm.
test.each<[NodeJS.ProcessEnv, string[], string]>([
  [{ ...npm, npm_config_port: "true" }, ["4000"], "npm start -- --port 4000"],
  [{ ...npm, npm_config_data_dir: "/data" }, [], "npm start -- --data-dir=/data"],
  [{ ...npm, npm_command: "run-script", npm_config_stack: "prod" }, [], "npm run start -- --stack=prod"],
  [
    { npm_lifecycle_event: "ingest", npm_command: "run", npm_config_dry_run: "true" },
    ["my docs"],
    "npm run ingest -- --dry-run 'my docs'",
  ],
])("says the right call for %j and %j", (environment, args, call) => {
  expect(swallowedOptions(names, args, environment)).toBe(call);
});

test.each<[string, NodeJS.ProcessEnv]>([
  ["no npm ran it", { npm_config_port: "true" }],
  ["npm has kept nothing", npm],
  ["npm was told to print JSON, as it may be for all commands", { ...npm, npm_config_json: "true" }],
  ["npm says where its own packages are", { ...npm, npm_config_prefix: "/usr" }],
  ["another option was kept", { ...npm, npm_config_registry: "https://registry.invalid" }],
])("finds none where %s", (_, environment) => {
  expect(swallowedOptions(names, ["--port", "80"], environment)).toBeUndefined();
});
