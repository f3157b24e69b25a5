import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { copyProject } from "../../scripts/copy-project";
import { ApiClient } from "../helpers/api/api-client";
import { atMoments } from "../helpers/local/at-moments";
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
  const original = readFileSync(healthHandler, "utf8");
  const saying = (status: string) => original.replace('"healthy"', `"${status}" as never`);
  const startOptions = join(project, "local/start-options.ts");
  const moments = atMoments(
    // What it has loaded before it watches anything.
    { "load ./watch/serve-watched": { file: startOptions, text: `${readFileSync(startOptions, "utf8")}\n` } },
    // And what the functions were bundled of before it is ready.
    { "write endpoints.json": { file: healthHandler, text: saying("early") } },
  );
  const deployment = new LocalDeployment({
    env: { ...env, ...moments },
    args: ["--watch"],
    directory: stacks,
    project,
  });
  await deployment.printed(/^(local\/start-options\.ts changed: starting anew)$/m);
  const url = await deployment.printed(
    /^(?:what it was deployed of|functions\/routes\/health\/handler\.ts) changed: now answered by it: health$[\s\S]*Serving on (http:\S+),/m,
  );
  expect(await (await fetch(`${url}/health`)).text()).toContain('"early"');

  await new ApiClient(url).generate({ text: "Hello world", store_in_s3: true, embedding_id: "doc1" });
  const says = (status: string) => answers(`${url}/health`, async (it) => (await it.text()).includes(`"${status}"`));
  const write = (status: string) => writeFileSync(healthHandler, saying(status));

  write("written");
  await says("written");
  await deployment.printed(
    / POST \/embeddings\/generate 200[\s\S]*^(functions\/routes\/health\/handler\.ts changed: now answered by it: health)$/m,
  );

  writeFileSync(healthHandler, `${original} broken(`);
  await deployment.printed(
    /^(error: functions\/routes\/health\/handler\.ts:\d+:\d+: (?!ERROR).*\nThe service goes on with the code it had\.$)/m,
  );
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
