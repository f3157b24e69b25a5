import { resolve } from "node:path";
import { parseStartOptions } from "../../local/start-options";

test("has defaults, which serve to this machine alone", () => {
  expect(parseStartOptions([], {})).toEqual({
    port: 3_000,
    host: "localhost",
    auth: "none",
    stack: undefined,
    watch: false,
    "data-dir": ".local",
    model: "sentences",
    "model-name": undefined,
    modelChoice: { type: "sentences" },
    "s3-port": 0,
    "model-port": 0,
    "vectors-port": 0,
    resources: false,
    json: false,
    quiet: false,
    dataDirectory: resolve(".local"),
    stacksDirectory: undefined,
  });
});

test.each([
  [["--auth", "jwt"], { auth: "jwt" }],
  [["--auth", "keys"], { auth: "keys" }],
  [["--stack", "prod", "--auth=iam"], { auth: "iam", stack: "prod" }],
  [["--auth", "iam", "--auth", "none"], { auth: "none" }],
  [["--port", "0", "--host", "::", "--json", "--quiet"], { port: 0, host: "::", json: true, quiet: true }],
  [["--s3-port", "9000", "--model-port=9001", "--vectors-port", "65535"], { "s3-port": 9_000, "vectors-port": 65_535 }],
  [["--resources", "--stack", "prod"], { resources: true, stack: "prod" }],
  [["--model", "words"], { modelChoice: { type: "words" } }],
  [["--model=bedrock"], { modelChoice: { type: "bedrock" } }],
  [
    ["--model", "http://localhost:11434/v1", "--model-name", "nomic-embed-text"],
    { modelChoice: { type: "server", url: "http://localhost:11434/v1", name: "nomic-embed-text", key: undefined } },
  ],
  [["--data-dir", "data"], { dataDirectory: resolve("data") }],
])("parses %j", (args, options) => {
  expect(parseStartOptions(args, {})).toMatchObject(options);
});

test("takes from the environment what no option says", () => {
  const environment = {
    PORT: "80",
    HOST: "0.0.0.0",
    LOCAL_DATA_DIR: "/data",
    LOCAL_S3_PORT: "9000",
    LOCAL_STACKS_DIR: "s",
  };
  expect(parseStartOptions(["--port", "81"], environment)).toMatchObject({
    port: 81,
    host: "0.0.0.0",
    "s3-port": 9_000,
    dataDirectory: "/data",
    stacksDirectory: resolve("s"),
  });
  const server = { LOCAL_MODEL: "https://h/v1", LOCAL_MODEL_NAME: "m", LOCAL_MODEL_KEY: "k" };
  expect(parseStartOptions([], server)?.modelChoice).toEqual({
    type: "server",
    url: "https://h/v1",
    name: "m",
    key: "k",
  });
  expect(parseStartOptions([], { PORT: "", HOST: "", LOCAL_DATA_DIR: "" })).toMatchObject({
    port: 3_000,
    host: "localhost",
    dataDirectory: resolve(".local"),
  });
});

test.each([[["--help"]], [["-h"]], [["--port", "x", "--help"]]])("asks for help by %j", (args) => {
  expect(parseStartOptions(args, {})).toBeUndefined();
});

test.each<[string[], NodeJS.ProcessEnv, RegExp]>([
  [["--auth", "basic"], {}, /^--auth is "basic": set it to one of none, iam, jwt, keys$/],
  [["--auth"], {}, /^--auth has no value/],
  [["--auth="], {}, /^--auth has no value/],
  [["--auth", "--stack"], {}, /^--auth has no value/],
  [["--stack", "../prod"], {}, /^--stack is "\.\.\/prod": set it to a stack that has a file Pulumi\.<stack>\.yaml/],
  [["--stack", ""], {}, /^--stack has no value/],
  [["--port", "65536"], {}, /^--port is "65536": set it to a number from 0 \(any free port\) to 65535$/],
  [["--s3-port", "-1"], {}, /^--s3-port is "-1": set it to a number/],
  [[], { PORT: "http" }, /^PORT is "http": set it to a number from 0 \(any free port\) to 65535$/],
  [[], { LOCAL_VECTORS_PORT: "1e3" }, /^LOCAL_VECTORS_PORT is "1e3": set it to a number/],
  [
    ["--model", "titan"],
    {},
    /^--model is "titan": set it to sentences, words, bedrock, or where a server has OpenAI's API/,
  ],
  [["--model", "ftp://host"], {}, /^--model is "ftp:\/\/host": set it to/],
  [["--model", "http://"], {}, /^--model is "http:\/\/": set it to/],
  [["--model", "http://h/v1"], {}, /^--model http:\/\/h\/v1 needs a model of that server: add --model-name/],
  [["--model-name", "nomic"], {}, /^--model-name is of a server's model, and not of sentences: write --model http/],
  [[], { LOCAL_MODEL: "titan" }, /^LOCAL_MODEL is "titan": set it to sentences, words/],
  [["--prot", "3000"], {}, /^--prot is no option: there are --port, --host, --stack, .*, see npm start -- --help$/],
  [["--constructor"], {}, /^--constructor is no option/],
  [["-a", "jwt"], {}, /^-a is no option/],
  // What npm leaves of npm start --stack prod.
  [["prod"], {}, /^"prod" is no option/],
  [["--json=yes"], {}, /^--json takes no value/],
  [["--quiet=yes"], {}, /^--quiet takes no value/],
])("refuses %j with %j", (args, environment, message) => {
  const parse = () => parseStartOptions(args, environment);
  expect(parse).toThrow(message);
  expect(parse).not.toThrow(/\n/);
});
