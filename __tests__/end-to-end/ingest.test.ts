import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ListResponse } from "../../functions/routes/list/response";
import { ApiClient } from "../helpers/api/api-client";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { CommandProcess } from "../helpers/tools/command-process";
import { IngestProcess } from "../helpers/tools/ingest-process";

const directory = temporaryDirectory();
const packages = join(__dirname, "../../node_modules");
const documentation = join(packages, "fast-check");
const withoutKeys = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "" };

/** Runs `npm run ingest` to its end. */
function ingest(args: readonly string[], env: Record<string, string>) {
  return new IngestProcess(args, { INGEST_DIR: join(directory, "journals"), ...env }).ended();
}

describe("with --auth iam", () => {
  let deployment: LocalDeployment;
  let env: Record<string, string>;

  beforeAll(async () => {
    deployment = new LocalDeployment({
      args: ["--auth", "iam"],
      env: { ...withoutKeys, LOCAL_DATA_DIR: join(directory, "iam") },
    });
    const [id = "", secret = ""] = (await deployment.printed(/--user (\S+)/)).split(":");
    env = {
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: "",
      AWS_REGION: "us-east-1",
      EMBEDDINGS_API_URL: await deployment.url(),
    };
  });
  afterAll(() => deployment.stop());

  test("signs what it sends", async () => {
    expect(await ingest([documentation, "--include", "*.md", "--auth", "iam"], env)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Stored +[1-9]/),
    });
  });

  test("so do the commands that search and look after what is stored", async () => {
    const run = (name: `tools/${string}.ts`, ...args: string[]) =>
      new CommandProcess(name, [...args, "--auth", "iam"], env).ended();
    const search = await run("tools/search/search.ts", "how to install", "--top", "2", "--json");
    expect(search.code).toBe(0);
    const { results } = JSON.parse(search.stdout) as { results: { id: string }[] };
    const [{ id = "" } = {}, { id: other = "" } = {}] = results;
    expect(results).toHaveLength(2);
    expect((await run("tools/stored/list.ts", "--prefix", id)).stdout).toContain(id);
    expect((await run("tools/stored/get.ts", id)).stdout).toContain(id);
    expect(await run("tools/stored/delete.ts", id, "--yes")).toMatchObject({ code: 0 });
    expect((await run("tools/stored/get.ts", id)).code).toBe(1);
    expect((await run("tools/stored/get.ts", other)).code).toBe(0);
    expect((await new CommandProcess("tools/stored/get.ts", [other], env).ended()).stderr).toContain("403");
  });

  test("says what is wrong where it is not asked to, or with other keys", async () => {
    for (const [args, more] of [
      [["--restart"], {}],
      [["--restart", "--auth", "iam"], { AWS_SECRET_ACCESS_KEY: "another" }],
    ] as const) {
      const { code, stderr } = await ingest([documentation, ...args], { ...env, ...more });
      expect(code).toBe(1);
      expect(stderr).toMatch(/error: .* answered 403: Forbidden: call it with the --auth that it serves, iam or jwt/);
    }
  });
});

describe("with --auth jwt and a low limit of requests", () => {
  let deployment: LocalDeployment;
  let env: Record<string, string>;

  beforeAll(async () => {
    const stacks = copyStackFiles(join(directory, "stacks"));
    configureDev(stacks, { modelThrottlingRateLimit: 1, modelThrottlingBurstLimit: 1 });
    deployment = new LocalDeployment({
      directory: stacks,
      args: ["--auth", "jwt"],
      env: { ...withoutKeys, LOCAL_DATA_DIR: join(directory, "jwt") },
    });
    const url = await deployment.url();
    env = { EMBEDDINGS_API_URL: url, EMBEDDINGS_API_TOKEN: await deployment.printed(/TOKEN=(\S+)/) };
  });
  afterAll(() => deployment.stop());

  test("sends the token, and slows down until all is stored", async () => {
    // Which is read faster than it may be sent, however busy the machine is.
    const path = join(directory, "many.jsonl");
    const lines = Array.from({ length: 500 }, (_, index) =>
      JSON.stringify({ id: `many${index}`, text: `Text ${index}` }),
    );
    writeFileSync(path, lines.join("\n"));
    const { code, stdout, stderr } = await ingest([path, "--auth", "jwt", "--concurrency", "8"], env);
    expect([code, stdout.split("\n")[0]]).toEqual([0, "Stored   500 passages"]);
    expect(stderr).toContain("429: Too Many Requests, trying again");
  });

  test("is what npm run calls", async () => {
    const folder = join(directory, "typed");
    mkdirSync(folder);
    cpSync(join(packages, "fastify/README.md"), join(folder, "README.md"));
    const { EMBEDDINGS_API_URL: url = "", ...token } = env;
    const options = ["README.md", "--url", url, "--auth", "jwt"];
    const stdout = execFileSync(
      "npm",
      ["--prefix", join(__dirname, "../.."), "run", "--silent", "ingest", "--", ...options],
      {
        cwd: folder,
        env: { ...process.env, ...token, INIT_CWD: folder, INGEST_DIR: join(directory, "typed-journal") },
        encoding: "utf8",
      },
    );
    expect(stdout).toMatch(/^Stored +\d+ passages\nSkipped +0\nFailed +0\n/);
    const { body } = await new ApiClient(url).request<ListResponse>("GET", "/embeddings?prefix=README.md:", {
      headers: { authorization: `Bearer ${token["EMBEDDINGS_API_TOKEN"]}` },
    });
    expect(body.embeddings.length).toBeGreaterThan(3);
  });
});

describe("a service whose data are removed", () => {
  const folder = join(directory, "removed");
  const serve = async (data: string) => {
    const deployment = new LocalDeployment({ env: { ...withoutKeys, LOCAL_DATA_DIR: join(directory, data) } });
    const env = { EMBEDDINGS_API_URL: await deployment.url() };
    return {
      run: (args: readonly string[] = [], more: Record<string, string> = {}) =>
        ingest([folder, "--prefix", "r:", ...args], { ...env, ...more }),
      stored: async () => {
        const { body } = await new ApiClient(env.EMBEDDINGS_API_URL).request<ListResponse>("GET", "/embeddings");
        return body.embeddings.map(({ id }) => id);
      },
      stop: () => deployment.stop(),
    };
  };

  test("gets all again, embeds nothing twice, and loses what the folder no longer has", async () => {
    mkdirSync(folder);
    for (const name of ["a", "b", "c"]) writeFileSync(join(folder, `${name}.md`), `# Page ${name}\n\nAbout ${name}.`);
    const before = await serve("before");
    try {
      expect((await before.run()).stdout).toContain("Stored   3 passages\n");
      // Without the memory of it the service itself knows.
      const { code, stdout } = await before.run([], { INGEST_DIR: join(directory, "lost") });
      expect([code, stdout.split("\n").slice(0, 2)]).toEqual([
        0,
        ["Stored     0 passages", "Unchanged  3, which the store had as they are"],
      ]);
      expect(stdout).toMatch(/^Tokens +0 of /m);
    } finally {
      await before.stop();
    }
    const after = await serve("after");
    try {
      expect((await after.run()).stdout).toContain("Stored   3 passages\n");
      rmSync(join(folder, "b.md"));
      expect((await after.run(["--prune"])).stdout).toContain("Pruned   1, no longer in these files\n");
      expect(await after.stored()).toEqual(["r:a.md:1", "r:c.md:1"]);
    } finally {
      await after.stop();
    }
  });
});
