import { embeddingModels } from "../../../embedding/models";
import { parseArguments } from "../../../tools/command/arguments";
import { CommandError } from "../../../tools/command/command-error";
import { completeIngestOptions, ingestCommand } from "../../../tools/ingest/options";

function parse(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const parsed = parseArguments(ingestCommand, args);
  if (!parsed) throw new Error("asked for help");
  return completeIngestOptions(parsed.options, environment);
}

const titan = embeddingModels["amazon.titan-embed-text-v2:0"];
const defaults = {
  auth: "none",
  prefix: "",
  model: undefined,
  adapter: titan,
  truncate: "none",
  concurrency: 16,
  json: false,
  attempts: 8,
  "passage-tokens": 400,
  overlap: 0,
  include: [],
  exclude: [],
  "no-ignore": false,
  encoding: undefined,
  "metadata-from": [],
  "dry-run": false,
  report: undefined,
  prune: false,
  "prune-prefix": false,
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
  [["--dry-run"], {}, { url: undefined, "dry-run": true }],
  [["--dry-run", "--url", local], {}, { url: local, "dry-run": true }],
  [["--url", local, "--include", "*.rst", "--include=b/*"], {}, { url: local, include: ["*.rst", "b/*"] }],
  [["--url", local, "--encoding", "Latin1"], {}, { url: local, encoding: "windows-1252" }],
  [
    ["--url", local, "--model", "us.cohere.embed-v4:0"],
    {},
    { url: local, model: "cohere.embed-v4:0", adapter: embeddingModels["cohere.embed-v4:0"] },
  ],
  [
    ["--url", local, "--passage-tokens", "512", "--overlap", "256"],
    {},
    { url: local, "passage-tokens": 512, overlap: 256 },
  ],
  [
    ["--url", local, "--passage-tokens", "8193", "--model", "cohere.embed-v4:0"],
    {},
    { url: local, "passage-tokens": 8_193, model: "cohere.embed-v4:0", adapter: embeddingModels["cohere.embed-v4:0"] },
  ],
])("takes %j with %j", (args, environment, expected) => {
  expect(parse(args, environment)).toEqual({ ...defaults, ...expected });
});

test.each<[string[], NodeJS.ProcessEnv, RegExp]>([
  [[], {}, /^There is no API to call: add --url, as in --url http:\/\/localhost:3000 for npm start/],
  [["--url", "localhost:3000"], {}, /^--url is "localhost:3000": set it to the API's address, such as https:/],
  [["--url", "ftp://x"], {}, /^--url is "ftp:\/\/x"/],
  [["--url", `${local}?a=1`], {}, /^--url is/],
  [[], { EMBEDDINGS_API_URL: "nowhere" }, /^EMBEDDINGS_API_URL is "nowhere": set it to the API's address/],
  [
    ["--url", local, "--encoding", "ebcdic"],
    {},
    /^--encoding is "ebcdic": set it to a name as the web has them, such as/,
  ],
  [["--url", local, "--auth", "jwt"], {}, /^--auth jwt needs a token: set EMBEDDINGS_API_TOKEN$/],
  [["--url", local, "--prefix", "_a"], {}, /^--prefix is "_a": set it to 1 to 64 letters/],
  [["--url", local, "--prefix", "a/b"], {}, /^--prefix is/],
  [
    ["--url", local, "--model", "us.cohere.embed"],
    {},
    /^--model is "us.cohere.embed": it must be a Bedrock model id among am/,
  ],
  [["--url", local, "--concurrency", "0"], {}, /^--concurrency is "0": set it to a whole number from 1 to 64$/],
  [
    ["--url", local, "--passage-tokens", "0"],
    {},
    /^--passage-tokens is "0": set it to a whole number from 20 to 128000$/,
  ],
  [
    ["--url", local, "--passage-tokens", "8193"],
    {},
    /^--passage-tokens is 8193, and Titan Text Embeddings V2 takes 8192: set it to 8192 or less, or name another --model$/,
  ],
  [
    ["--url", local, "--passage-tokens", "513", "--model", "cohere.embed-english-v3"],
    {},
    /^--passage-tokens is 513, and Cohere Embed English v3 takes 512: set it to 512 or less$/,
  ],
  [["--url", local, "--overlap", "-1"], {}, /^--overlap is "-1": set it to a whole number from 0 to 64000$/],
  [
    ["--url", local, "--overlap", "201"],
    {},
    /^--overlap is 201, more than half of the 400 of --passage-tokens: set it to 200 or less$/,
  ],
  [
    ["--url", local, "--passage-tokens", "101", "--overlap", "51"],
    {},
    /^--overlap is 51, more than half of the 101 of --passage-tokens: set it to 50 or less$/,
  ],
])("refuses %j with %j", (args, environment, message) => {
  expect(() => parse(args, environment)).toThrow(CommandError);
  expect(() => parse(args, environment)).toThrow(message);
});
