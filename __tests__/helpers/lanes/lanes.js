// The lanes of the tests: jest's configuration gives each a project of its own. Plain JavaScript, since that loads it.
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const projectDirectory = join(__dirname, "../../..");

/** Pulumi, but for the class of its errors, which loads none of it, and esbuild, which bundles the functions of a stack. */
const stacks = /^(@pulumi\/(?!pulumi\/errors$).*|esbuild)$/;

/**
 * What a lane is for whoever reaches these modules, the slowest first. The tests of all others are the lane `unit`.
 */
const reaching = [
  ["processes", /^(node:)?child_process$/],
  ["stacks", stacks],
];

/** The folders of tests that need what `npm ci` does not install, Chromium or packages of Python: each is a lane. */
const installing = ["browser", "description"];

/** What a file imports or requires when it is loaded or later, by a specifier that is written there; types alone load nothing. */
const specifier =
  /^(?:im|ex)port (?!type\b)(?:[^"';]*? from )?"([^"]+)"|(?<!typeof )\b(?:import|require|requireActual)\("([^"]+)"\)/gm;

/** The files of the tests by lane, as paths from the project's folder. Each is in one lane, by what it reaches. */
function lanes() {
  /** @type {Record<string, string[]>} */
  const files = { unit: [], stacks: [], processes: [], browser: [], description: [] };
  const imports = new Map();
  for (const name of readdirSync(join(projectDirectory, "__tests__"), { recursive: true, encoding: "utf8" }).sort()) {
    if (!name.endsWith(".test.ts")) continue;
    const path = join("__tests__", name);
    const lane =
      installing.find((folder) => name.startsWith(`${folder}/`)) ?? laneOf(join(projectDirectory, path), imports);
    files[lane]?.push(path);
  }
  return files;
}

/**
 * The lane of a file of tests.
 * @param {string} file
 * @param {Map<string, string[]>} imports what each file imports, as far as it was read
 */
function laneOf(file, imports = new Map()) {
  const modules = [...reached(file, imports)];
  const [lane] = reaching.find(([, module]) => modules.some((name) => module.test(name))) ?? ["unit"];
  return lane;
}

/** The files and the modules of others that a file reaches. */
function reached(file, imports, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.startsWith("/") || !/\.[cm]?[jt]s$/.test(file)) return seen;
  if (!imports.has(file)) imports.set(file, importsOf(file));
  for (const imported of imports.get(file)) reached(imported, imports, seen);
  return seen;
}

function importsOf(file) {
  return [...readFileSync(file, "utf8").matchAll(specifier)].map(([, imported, required]) =>
    resolve(dirname(file), imported ?? required),
  );
}

/** The file that a specifier stands for; the specifier itself where it is a package's, or none is there yet. */
function resolve(directory, name) {
  if (!name.startsWith(".")) return name;
  const path = join(directory, name);
  const endings = ["", ".ts", ".mts", ".js", ".cjs", "/index.ts"];
  const candidates = [...endings.map((ending) => path + ending), path.replace(/js$/, "ts")];
  return candidates.find((candidate) => /\.\w+$/.test(candidate) && existsSync(candidate)) ?? name;
}

module.exports = { lanes, laneOf, stacks };
