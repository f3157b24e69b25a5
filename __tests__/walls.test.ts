import { builtSources } from "../service/lambda/kept-builds";
import { circlesOf } from "./helpers/sources/circles";
import { type Import, importsOf } from "./helpers/sources/imports";
import { projectSources } from "./helpers/sources/project-sources";

/** What the files of a place may import beside each other. */
interface Room {
  /** Folders and files of the project. */
  readonly project?: readonly string[];
  /** Of these only the types. */
  readonly types?: readonly string[];
  /** Of these only the text, in callbacks that Pulumi serializes. */
  readonly texts?: readonly string[];
  /** Packages from npm, or modules of them; `*` stands for any text. */
  readonly packages?: readonly string[];
  /** Modules of Node.js, alike. */
  readonly node?: readonly string[];
  /** Whether nobody imports its files but who names just this place. */
  readonly isPrivate?: true;
}

const pulumi = ["@pulumi/*"];
const awsSdk = ["@aws-sdk/*", "@smithy/*"];
const anyNode = ["node:*"];
/** What whoever knows the outputs of the bootstrap stack reads them by. */
const contract = ["bootstrap/outputs.ts", "bootstrap/bootstrap-reference.ts", "bootstrap/bucket-of-suffix.ts"];
/** What reads the environment of a function while it loads. */
const unrouted = ["functions/authorize-key/handler.ts", "functions/sweep-expired/handler.ts"];
const inLambda = ["functions/settings", "functions/routes/*/handler.ts", ...unrouted];
const program = [
  "index.ts",
  "bootstrap",
  "service",
  "common",
  "embedding",
  "documents",
  "functions",
  "openapi",
  "openapi.json",
];

/** The house: what each place may import. The longest place that a file is in counts; `*` stands for one name. */
const house: Readonly<Record<string, Room>> = {
  "index.ts": { project: ["bootstrap", "service", "common"], packages: ["zod"] },
  bootstrap: { project: [...contract, "common", "embedding"], packages: [...pulumi, "zod"] },
  // Another repository takes copies of these.
  "bootstrap/outputs.ts": { packages: ["zod"] },
  "bootstrap/bootstrap-reference.ts": { project: contract, packages: pulumi },
  "bootstrap/bucket-of-suffix.ts": { project: contract, packages: pulumi },
  service: {
    project: [...contract, "common", "embedding", "service/lambda"],
    types: ["functions", "functions/settings", "console"],
    texts: ["functions/routes/*/handler.ts", ...unrouted],
    packages: [...pulumi, "zod"],
  },
  "service/lambda": {
    project: ["common"],
    types: ["functions/routes"],
    packages: [...pulumi, "esbuild", "unpdf", "pdfjs-dist"],
    node: anyNode,
  },
  embedding: { packages: ["zod"], node: ["node:crypto"] },
  documents: {
    project: ["embedding"],
    packages: [
      "zod",
      "mdast",
      "mdast-util-*",
      "micromark-extension-*",
      "hast",
      "hast-util-*",
      "yaml",
      "smol-toml",
      "mammoth",
      "fflate",
      "unpdf",
      "pdfjs-dist",
      "csv-parse",
      "ignore",
      "mime-types",
      "picomatch",
    ],
    node: anyNode,
  },
  "functions/aws": { project: ["embedding"], packages: awsSdk, node: anyNode },
  "functions/storage": { project: ["embedding", "functions/aws"], packages: awsSdk, node: anyNode },
  "functions/settings": {
    project: ["embedding", "functions/aws", "functions/storage"],
    packages: awsSdk,
    node: ["node:crypto", "node:fs", "node:path"],
    isPrivate: true,
  },
  // What requests and answers are made of, whichever route has it.
  "functions/fields": { project: ["embedding"], packages: ["zod", "aws-lambda"], node: ["node:crypto"] },
  "functions/http": {
    project: ["embedding", "functions/aws", "functions/settings"],
    packages: ["zod", "aws-lambda"],
    node: anyNode,
  },
  "functions/routes": {
    project: ["embedding", "functions/aws", "functions/storage", "functions/fields", "functions/http"],
    packages: ["zod"],
    node: anyNode,
  },
  "functions/routes/*/handler.ts": {
    project: ["embedding", "documents", "functions", "functions/settings", "openapi.json", "package.json"],
    packages: awsSdk,
    node: anyNode,
    isPrivate: true,
  },
  "functions/routes/openai-embeddings/cl100k.ts": { project: ["functions/routes/openai-embeddings"], node: anyNode },
  "functions/routes/openai-embeddings/cl100k-table.ts": { packages: ["js-tiktoken"] },
  "functions/routes/docs": {
    project: ["functions/http", "functions/routes"],
    packages: ["zod", "swagger-ui-dist"],
  },
  "functions/routes/console": {
    project: ["functions/http"],
    packages: ["console:files", "console:workers"],
    node: anyNode,
  },
  "functions/routes/mcp": {
    project: [
      "embedding",
      "functions/aws",
      "functions/storage",
      "functions/fields",
      "functions/http",
      "functions/routes",
    ],
    // Of the SDK the types alone, as the bundles show.
    packages: ["zod", "aws-lambda", "@modelcontextprotocol/sdk"],
  },
  "functions/routes/protected-resource/metadata.ts": {
    project: ["functions/http"],
    packages: ["aws-lambda", "@modelcontextprotocol/sdk"],
  },
  // What no route calls.
  "functions/authorize-key": {
    project: ["functions/http"],
    types: ["functions/settings"],
    node: ["node:crypto"],
  },
  "functions/authorize-key/handler.ts": {
    project: ["functions/authorize-key", "functions/http", "functions/settings"],
    packages: ["aws-lambda"],
    isPrivate: true,
  },
  "functions/sweep-expired": {
    project: ["embedding", "functions/aws", "functions/storage", "functions/fields", "functions/http"],
    packages: awsSdk,
  },
  "functions/sweep-expired/handler.ts": {
    project: ["functions/sweep-expired", "functions/http", "functions/settings"],
    packages: ["aws-lambda"],
    isPrivate: true,
  },
  "functions/embedded-modules.d.ts": {},
  openapi: {
    project: [
      "tools/command",
      "functions/routes",
      "functions/fields",
      "functions/http",
      "embedding",
      "service/routes.ts",
      "service/route-key.ts",
      "package.json",
    ],
    types: ["service"],
    packages: ["zod", "zod-openapi"],
    node: anyNode,
  },
  // Runs in browsers.
  console: {
    project: ["common/recent-requests.ts", "embedding/ranking/marked-parts.ts", "documents/files/name-rule.ts"],
    types: ["functions/routes", "console/workers"],
    packages: ["preact", "umap-js", "ml-matrix"],
  },
  // Read documents and send them as the commands do.
  "console/workers": {
    project: ["console", "documents", "embedding", "tools/api", "tools/command", "tools/ingest"],
  },
  // What they have in place of modules of Node.js.
  "console/node": { types: ["documents/formats/pdf/binary-data.ts"], packages: ["@noble/hashes", "buffer"] },
  local: { project: [...program, "tools/command"], types: ["console"], packages: ["*"], node: anyNode },
  tools: {
    project: ["embedding", "documents", "common", "functions/storage", "functions/aws", "package.json"],
    packages: [...awsSdk, "zod", "cli-progress"],
    node: anyNode,
  },
  common: { packages: [...pulumi, "zod"], node: anyNode },
  policy: { packages: ["@pulumi/policy", "@pulumi/pulumi/output"] },
  "examples/consumer": {
    project: [...contract, "embedding", "common", "service/lambda/inline-functions.ts", "service/lambda/runtime.ts"],
    packages: [...pulumi, "@aws-sdk/client-s3", "zod"],
  },
  scripts: { project: ["bootstrap", "service", "common", "tools/command"], packages: ["*"], node: anyNode },
  "scripts/pictures": {
    project: ["clients/chromium.ts", "clients/local-service.ts", "tools/command"],
    packages: ["playwright"],
    node: anyNode,
  },
  "scripts/docs": {
    project: [
      ...program,
      "scripts",
      "local",
      "tools",
      "bench",
      "clients/client.ts",
      "clients/clients.ts",
      "package.json",
    ],
    packages: ["*"],
    node: anyNode,
  },
  clients: {
    project: [
      "embedding/similarity.ts",
      "embedding/unit-length.ts",
      "tools/command",
      "common",
      "local/table.ts",
      "local/stop-requested.ts",
      "local/with-timeout.ts",
    ],
    packages: ["yaml"],
    node: anyNode,
  },
  bench: {
    project: [...program, "local", "tools", "policy", "scripts", "package.json"],
    packages: ["*"],
    node: anyNode,
  },
  __tests__: {
    project: [
      ...program,
      ...inLambda,
      "local",
      "tools",
      "policy",
      "scripts",
      "bench",
      "clients",
      "console",
      "examples",
      "package.json",
      "jest.config",
    ],
    packages: ["*"],
    node: anyNode,
  },
};

/** The places of the house, the longest first, and what the files in each are called. */
const placesByLength = Object.keys(house)
  .toSorted((a, b) => b.length - a.length)
  .map((place) => ({ place, files: new RegExp(`^${pattern(place, "[^/]+")}(/|$)`) }));

/** The longest place of the house that a file is in. */
function placeOf(file: string): string | undefined {
  return placesByLength.find(({ files }) => files.test(file))?.place;
}

function pattern(name: string, any: string): string {
  return name.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", any);
}

/** What is wrong with an import, by which rule; undefined for nothing. */
function problemOf({ file, target, of, kind }: Import): string | undefined {
  const place = placeOf(file);
  const room = place === undefined ? undefined : house[place];
  if (place === undefined || room === undefined) return `${file} is in no place of the house: give it a rule`;
  const { project = [], types = [], texts = [], packages = [], node = [] } = room;
  const targetPlace = placeOf(target);
  const isPrivate = targetPlace !== undefined && house[targetPlace]?.isPrivate;
  const isIn = (places: readonly string[]) =>
    places.some((one) => (isPrivate ? one === targetPlace : target === one || target.startsWith(`${one}/`)));
  const isNamed = (names: readonly string[]) =>
    names.some((one) => new RegExp(`^${pattern(one, ".+")}(/|$)`).test(target));
  const allowed = {
    project: () =>
      targetPlace === place || isIn(project) || (kind === "type" && isIn(types)) || (kind !== "value" && isIn(texts)),
    package: () => isNamed(packages),
    node: () => isNamed(node),
  };
  if (allowed[of]()) return undefined;
  const rules = [
    ...project,
    ...types.map((one) => `types of ${one}`),
    ...texts.map((one) => `${one} in callbacks`),
    ...packages,
    ...node,
  ];
  const what = kind === "type" ? `types of ${target}` : target;
  return `${file} imports ${what}, and ${place} may import: ${rules.join(", ") || "nothing"}`;
}

/** What is wrong with the imports that a file would have. */
function problemsIn(file: string, text: string): string[] {
  return importsOf({ ...sources, [file]: text }, [file]).flatMap((one) => problemOf(one) ?? []);
}

const sources = projectSources();
const imports = importsOf(sources);

describe("the project", () => {
  test("is all in the house", () => {
    expect(Object.keys(sources).filter((file) => placeOf(file) === undefined)).toEqual([]);
    const places = new Set(Object.keys(sources).map(placeOf));
    expect(Object.keys(house).filter((place) => !places.has(place))).toEqual([]);
  });

  test("imports through its walls nowhere", () => {
    expect(imports.length).toBeGreaterThan(2_000);
    expect(imports.flatMap((one) => problemOf(one) ?? [])).toEqual([]);
  });

  test("has no circle of imports and no arrow back up, in no folder", () => {
    expect(circlesOf(imports)).toEqual([]);
  });

  test("has functions and a console of nothing that may change while a build is kept", () => {
    const loads = imports.filter(({ of, kind }) => of === "project" && kind === "value");
    const reached = new Set(Object.keys(sources).filter((file) => /^(functions|console)\//.test(file)));
    // It grows while it is gone through.
    for (const from of reached) {
      for (const { file, target } of loads) if (file === from) reached.add(target);
    }
    expect(reached.size).toBeGreaterThan(200);
    const isBuilt = (file: string) => builtSources.some((source) => `${file}/`.startsWith(`${source}/`));
    expect([...reached].filter((file) => !isBuilt(file))).toEqual([]);
  });
});

describe("the walls", () => {
  test.each([
    [
      "index.ts",
      'import "./functions/aws/s3"',
      /^index.ts imports functions\/aws\/s3.ts, and index.ts may import: boot/,
    ],
    [
      "bootstrap/x.ts",
      'import "../service/routes"',
      /service\/routes.ts, and bootstrap may import: bootstrap\/outputs.ts, /,
    ],
    ["bootstrap/x.ts", 'import "node:fs"', /imports node:fs, and bootstrap may/],
    [
      "bootstrap/outputs.ts",
      'import { modelArn } from "../common/aws-scope"',
      /^bootstrap\/outputs.ts imports common\/aws-scope.ts, and bootstrap\/outputs.ts may import: zod$/,
    ],
    [
      "bootstrap/bucket-of-suffix.ts",
      'import type { AwsScope } from "../common/aws-scope"',
      /types of common\/aws-scope.ts, and bootstrap\/bucket-of-suffix.ts may import/,
    ],
    [
      "service/x.ts",
      'import { metricNamespace } from "../functions/http/metrics"',
      /metrics.ts, and service may import/,
    ],
    [
      "service/x.ts",
      'const { handler } = require("../functions/routes/list/handler")',
      /imports functions\/routes\/list/,
    ],
    [
      "service/x.ts",
      'const row = { callbackFactory: () => require("../functions/http/http-handler") }',
      /imports functions/,
    ],
    [
      "service/x.ts",
      'import { bootstrapConfig } from "../bootstrap/config"',
      /imports bootstrap\/config.ts, and service may/,
    ],
    [
      "service/x.ts",
      'import type { BootstrapConfig } from "../bootstrap/config"',
      /imports types of bootstrap\/config.ts, /,
    ],
    ["service/x.ts", 'import { build } from "esbuild"', /imports esbuild, and service may import/],
    [
      "service/lambda/x.ts",
      'import { routes } from "../routes"',
      /imports service\/routes.ts, and service\/lambda may/,
    ],
    [
      "embedding/x.ts",
      'import { S3Client } from "@aws-sdk/client-s3"',
      /imports @aws-sdk\/client-s3, and embedding may import: z/,
    ],
    ["embedding/x.ts", 'import type { A } from "../functions/http/http-handler"', /imports types of functions\/http/],
    ["embedding/models/x.ts", 'import { readFileSync } from "node:fs"', /imports node:fs, and embedding may import/],
    [
      "functions/aws/x.ts",
      'import type { A } from "../http/http-handler"',
      /, and functions\/aws may import: embedding/,
    ],
    ["functions/aws/x.ts", 'import "@pulumi/aws"', /imports @pulumi\/aws, and functions\/aws may/],
    [
      "functions/storage/x.ts",
      'import "../settings/environment"',
      /settings\/environment.ts, and functions\/storage may/,
    ],
    [
      "functions/settings/x.ts",
      'import "../http/http-handler"',
      /imports functions\/http\/http-handler.ts, and functions\/settings may/,
    ],
    ["functions/fields/x.ts", 'import "../http/has-time"', /http\/has-time.ts, and functions\/fields may/],
    ["functions/http/x.ts", 'import "../storage/list-objects"', /storage\/list-objects.ts, and functions\/http may/],
    ["functions/routes/list/request.ts", 'import "../../settings/environment"', /and functions\/routes may import/],
    ["functions/routes/list/request.ts", 'import "./handler"', /list\/handler.ts, and functions\/routes may import/],
    [
      "functions/routes/list/handler.ts",
      'import "../../../common/config"',
      /functions\/routes\/\*\/handler.ts may import/,
    ],
    [
      "functions/routes/list/page.ts",
      'import "text:swagger-ui-dist/swagger-ui.css"',
      /imports swagger-ui-dist\/swagger-ui.css, and/,
    ],
    ["functions/x.ts", 'import "./aws/s3"', /^functions\/x.ts is in no place of the house: give it a rule/],
    ["openapi/x.ts", 'import "../functions/routes/list/handler"', /list\/handler.ts, and openapi may import/],
    ["openapi/x.ts", 'import "../local/pulumi/stacks"', /imports local\/pulumi\/stacks.ts, and openapi may import/],
    ["local/x.ts", 'import "../functions/settings/environment"', /settings\/environment.ts, and local may import/],
    ["local/x.ts", 'import "../tools/ingest/ingest"', /imports tools\/ingest\/ingest.ts, and local may import/],
    ["tools/x.ts", 'import "../local/pulumi/stacks"', /imports local\/pulumi\/stacks.ts, and tools may import/],
    [
      "tools/x.ts",
      'import type { A } from "../functions/settings/environment"',
      /imports types of functions\/settings/,
    ],
    ["tools/x.ts", 'import "@pulumi/pulumi"', /imports @pulumi\/pulumi, and tools may import/],
    [
      "common/x.ts",
      'import { embeddingId } from "../embedding/embedding-id"',
      /embedding-id.ts, and common may import: @pul/,
    ],
    [
      "policy/rules/x.ts",
      'import type { A } from "../../bootstrap/config"',
      /types of bootstrap\/config.ts, and policy may import: @/,
    ],
    ["policy/rules/x.ts", 'import "@pulumi/aws"', /imports @pulumi\/aws, and policy may import/],
    ["policy/rules/x.ts", 'import "@pulumi/pulumi"', /imports @pulumi\/pulumi, and policy may import/],
    [
      "examples/consumer/x.ts",
      'import "../../functions/aws/aws-client"',
      /aws-client.ts, and examples\/consumer may import/,
    ],
    [
      "examples/consumer/x.ts",
      'import "../../bootstrap/config"',
      /imports bootstrap\/config.ts, and examples\/consumer may/,
    ],
    ["scripts/x.ts", 'import "../local/start-options"', /imports local\/start-options.ts, and scripts may import/],
    [
      "console/x.tsx",
      'import { embeddingId } from "../embedding/embedding-id"',
      /embedding-id.ts, and console may import: common\/recent-requests.ts, .* types of functions\/routes, .* preact, umap-js, ml-matrix$/,
    ],
    ["bench/x.ts", 'import "../__tests__/helpers/workflow"', /imports __tests__\/helpers\/workflow.ts, and bench may/],
    ["bench/x.ts", 'import "../functions/routes/list/handler"', /list\/handler.ts, and bench may import/],
  ])("keep %s from %s", (file, text, problem) => {
    expect(problemsIn(file, text)).toEqual([expect.stringMatching(problem)]);
  });

  test.each([
    ["service/x.ts", 'import type { ServiceMetric } from "../functions/http/metrics"'],
    ["service/x.ts", 'import { readBootstrap } from "../bootstrap/bootstrap-reference"'],
    [
      "service/x.ts",
      'const row = { callbackFactory: () => (require("../functions/routes/list/handler") as typeof import("../functions/routes/list/handler")).handler }',
    ],
    ["embedding/x.ts", 'import * as z from "zod/mini"'],
    ["functions/routes/list/handler.ts", 'import "../../settings/environment"'],
    ["__tests__/x.ts", 'import "../functions/settings/environment"; import "../functions/routes/list/handler"'],
  ])("let %s import what it may: %s", (file, text) => {
    expect(problemsIn(file, text)).toEqual([]);
  });
});
