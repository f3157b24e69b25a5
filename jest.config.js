const { availableParallelism } = require("node:os");
const { join } = require("node:path");
const { compilerOptions } = require("./tsconfig.json");
const { lanes, stacks } = require("./__tests__/helpers/lanes/lanes");

// What Node.js compiles of packages is kept for the processes that tests start, each of which would compile it anew.
process.env.NODE_COMPILE_CACHE ??= join(__dirname, "node_modules/.cache/node");

// Whatever a test starts embeds by words: the same everywhere, and no weights to load.
process.env.LOCAL_MODEL ??= "words";

/** Packages that are ES modules only, which jest's sandbox cannot load. */
const esModules = ["(?:mdast-util|micromark|hast-util)[^/]*", "smol-toml", "stemmer", "unpdf"];
/** Packages that take long to load and keep nothing between two calls: they are loaded once for all files of a worker. */
const loadedOnce = ["@aws-sdk/client-ecs", "@npmcli/arborist", "typescript"];
const outside = `(?:${[...esModules, ...loadedOnce].join("|")})/`;

/** What esbuild makes of these imports, a test gets from here. */
const bundled = {
  "^brotli-file:\\./(cl100k-table|console-files|worker-files)$": "<rootDir>/__tests__/helpers/packages/$1.ts",
};

/** What gives the files of a run a folder of what they share. */
const sharing = {
  globalSetup: "<rootDir>/__tests__/helpers/run/set-up.js",
  globalTeardown: "<rootDir>/__tests__/helpers/run/tear-down.js",
};

/** What a lane has that others have not: what makes sure that its tests need no other lane, and what they share. */
const own = {
  unit: {
    moduleNameMapper: {
      "^(node:)?child_process$": "<rootDir>/__tests__/helpers/lanes/no-child-process.js",
      [stacks.source]: "<rootDir>/__tests__/helpers/lanes/no-stacks.js",
    },
  },
  processes: sharing,
  browser: sharing,
};

/** @type {import("jest").Config} */
module.exports = {
  projects: Object.entries(lanes()).map(([lane, files]) => ({
    displayName: lane,
    rootDir: __dirname,
    testEnvironment: "<rootDir>/__tests__/helpers/packages/environment.js",
    testMatch: files.map((file) => `<rootDir>/${file}`),
    transform: {
      // An import() is a require() here, which jest's sandbox has.
      "^.+\\.ts$": ["ts-jest", { tsconfig: { ...compilerOptions, module: "commonjs", moduleResolution: "bundler" } }],
      [`/node_modules/${outside}.+\\.[cm]?js$`]: "<rootDir>/__tests__/helpers/packages/outside.js",
    },
    transformIgnorePatterns: [`/node_modules/(?!${outside}|.*/node_modules/)`],
    ...own[lane],
    moduleNameMapper: { ...bundled, ...own[lane]?.moduleNameMapper },
  })),
  testSequencer: "<rootDir>/__tests__/helpers/lanes/slowest-first.js",
  // The tests that start processes mostly wait for them.
  maxWorkers: availableParallelism() + 2,
  // Pulumi's language host checks all types of the program: half a minute, and longer on a busy machine.
  testTimeout: 180_000,
  // The default provider would instrument the callbacks that Pulumi serializes.
  coverageProvider: "v8",
};
