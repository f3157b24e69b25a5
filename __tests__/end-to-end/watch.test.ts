import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { copyProject } from "../../scripts/copy-project";
import { ApiClient } from "../helpers/api/api-client";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
const project = copyProject(join(directory, "project"));
const stacks = copyStackFiles(join(directory, "stacks"));
const env = { NO_COLOR: "1", LOCAL_DATA_DIR: join(directory, "data") };
const healthHandler = join(project, "functions/routes/health/handler.ts");

/** Resolves as soon as the API answers so; rejects with the test where it never does. */
async function answers(url: string, expected: (response: Response) => Promise<boolean>): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response && (await expected(response))) return;
    await sleep(20);
  }
}

test("npm start -- --watch serves what is written, with the data that there are", async () => {
  const deployment = new LocalDeployment({ env, args: ["--watch"], directory: stacks, project });
  const url = await deployment.url();
  await new ApiClient(url).generate({ text: "Hello world", store_in_s3: true, embedding_id: "doc1" });
  const original = readFileSync(healthHandler, "utf8");
  const says = (status: string) => answers(`${url}/health`, async (it) => (await it.text()).includes(`"${status}"`));
  const write = (status: string) => writeFileSync(healthHandler, original.replace('"healthy"', `"${status}" as never`));

  write("written");
  await says("written");
  await deployment.printed(/^(functions\/routes\/health\/handler.ts changed: now answered by it: health)$/m);

  writeFileSync(healthHandler, `${original} broken(`);
  await deployment.printed(/^(error: [\s\S]*functions\/routes\/health\/handler\.ts:\d+:\d+: ERROR: )/m);
  await says("written");
  // A file that is not there yet is in no bundle.
  writeFileSync(
    healthHandler,
    `import { status } from "./status";\n${original.replace('"healthy"', "status as never")}`,
  );
  await deployment.printed(/(Could not resolve "\.\/status")/);
  writeFileSync(join(project, "functions/routes/health/status.ts"), 'export const status = "of another file";\n');
  await says("of another file");

  // A component, and of its stack what can be told from outside.
  const api = join(project, "service/http-api.ts");
  writeFileSync(api, `${readFileSync(api, "utf8")}\n`);
  await deployment.printed(/^(service\/http-api\.ts changed: starting anew)$/m);
  configureDev(stacks, { corsAllowOrigins: ["https://app.example"] });
  const origin = async () => {
    const response = await fetch(`${url}/health`, { headers: { origin: "https://app.example" } });
    // Until it can answer, it says so to the new origin too.
    return response.ok && response.headers.get("access-control-allow-origin") === "https://app.example";
  };
  await answers(`${url}/health`, origin);
  await answers(`${url}/embeddings/doc1`, async (it) => (await it.text()).includes('"Hello world"'));

  configureDev(stacks, { corsAllowOrigins: "no list" });
  await deployment.complained(/^(It starts anew as soon as a file changes)/m);
  configureDev(stacks, { corsAllowOrigins: ["https://app.example"] });
  await answers(`${url}/health`, origin);
  expect(await deployment.stop()).toMatchObject({ code: 0, leftBehind: false });
});
