import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import packageJson from "../../package.json";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

/** Starts services, says where they are, and goes on for ever. */
const program = `
  const { withServices } = require("./clients/services");
  withServices([], async ({ open, slow }) => {
    console.log(JSON.stringify([open.baseUrl, slow.baseUrl]));
    await new Promise(() => setInterval(() => {}, 1_000));
  });
`;

test("leaves nothing behind where it is asked to end in the middle", async () => {
  const started = spawn(process.execPath, ["--import", "tsx", "--eval", program], {
    cwd: join(__dirname, "../.."),
    env: { ...process.env, TMPDIR: directory },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: started.stdout }), "line");
  const urls = JSON.parse(line) as string[];
  const models = () =>
    Promise.all(
      urls.map((url) =>
        fetch(`${url}/models`).then(
          ({ status }) => status,
          () => "gone",
        ),
      ),
    );
  expect(await models()).toEqual([200, 200]);
  started.kill("SIGTERM");
  expect(await once(started, "close")).toEqual([130, null]);
  expect(await models()).toEqual(["gone", "gone"]);
  expect(readdirSync(directory).filter((name) => name.startsWith("embeddings-clients-"))).toEqual([]);
});

test("is asked to end by npm, whose shell would keep the signal to itself", () => {
  expect(packageJson.scripts["test:clients"]).toMatch(/^exec node /);
});
