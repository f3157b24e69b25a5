import { parseArguments } from "../../../tools/command/arguments";
import { CommandError } from "../../../tools/command/command-error";
import { completeIngestOptions, ingestCommand } from "../../../tools/ingest/options";

function parse(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const parsed = parseArguments(ingestCommand, args);
  if (!parsed) throw new Error("asked for help");
  return completeIngestOptions(parsed.options, environment);
}

const defaults = {
  auth: "none",
  prefix: "",
  model: undefined,
  truncate: "none",
  concurrency: 16,
  json: false,
  attempts: 8,
  restart: false,
  token: "",
};
const local = "http://localhost:3000";

test.each([
  [["--url", local], {}, { url: local }],
  [["--url", `${local}/`], { EMBEDDINGS_API_URL: "http://other" }, { url: local }],
  [[], { EMBEDDINGS_API_URL: "https://A.example/stage//" }, { url: "https://a.example/stage" }],
  [["--url", local, "--auth", "iam"], { EMBEDDINGS_API_TOKEN: "secret" }, { url: local, auth: "iam" }],
  [["--url", local, "--auth", "jwt"], { EMBEDDINGS_API_TOKEN: "secret" }, { url: local, auth: "jwt", token: "secret" }],
  [["--url", local, "--prefix", "guide:", "--restart"], {}, { url: local, prefix: "guide:", restart: true }],
  [["--url", local, "--model", "us.cohere.embed-v4:0"], {}, { url: local, model: "cohere.embed-v4:0" }],
])("takes %j with %j", (args, environment, expected) => {
  expect(parse(args, environment)).toEqual({ ...defaults, ...expected });
});

test.each<[string[], NodeJS.ProcessEnv, RegExp]>([
  [[], {}, /^There is no API to call: add --url, as in --url http:\/\/localhost:3000 for npm start/],
  [["--url", "localhost:3000"], {}, /^--url is "localhost:3000": set it to the API's address, such as https:/],
  [["--url", "ftp://x"], {}, /^--url is "ftp:\/\/x"/],
  [["--url", `${local}?a=1`], {}, /^--url is/],
  [[], { EMBEDDINGS_API_URL: "nowhere" }, /^EMBEDDINGS_API_URL is "nowhere": set it to the API's address/],
  [["--url", local, "--auth", "jwt"], {}, /^--auth jwt needs a token: set EMBEDDINGS_API_TOKEN$/],
  [["--url", local, "--prefix", "_a"], {}, /^--prefix is "_a": set it to 1 to 64 letters/],
  [["--url", local, "--prefix", "a/b"], {}, /^--prefix is/],
  [
    ["--url", local, "--model", "us.cohere.embed"],
    {},
    /^--model is "us.cohere.embed": it must be a Bedrock model id among am/,
  ],
  [["--url", local, "--concurrency", "0"], {}, /^--concurrency is "0": set it to a whole number from 1 to 64$/],
])("refuses %j with %j", (args, environment, message) => {
  expect(() => parse(args, environment)).toThrow(CommandError);
  expect(() => parse(args, environment)).toThrow(message);
});
