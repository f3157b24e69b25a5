import { join } from "node:path";
import { domain } from "../../bench/stacks/cost";
import { paste } from "../helpers/api/requests";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";
import { CommandProcess } from "../helpers/tools/command-process";

const directory = temporaryDirectory();
const resolveToLoopback = join(__dirname, "../helpers/local/resolve-to-loopback.cjs");
const pair = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "the-secret", AWS_SESSION_TOKEN: "" };
const awsHost = "local.execute-api.us-east-1.amazonaws.com";

let deployment: LocalDeployment;
let url: string;
let port: string;

beforeAll(async () => {
  const stacks = copyStackFiles(join(directory, "stacks"));
  configureDev(stacks, { ...domain, defaultEndpoint: false });
  const env = { ...pair, LOCAL_DATA_DIR: join(directory, "data") };
  deployment = new LocalDeployment({ args: ["--auth", "iam"], directory: stacks, env });
  url = await deployment.url();
  ({ port } = new URL(url));
});

const signature = '--aws-sigv4 aws:amz:us-east-1:execute-api --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"';

/** What is answered where a host leads to this machine, as curl asks for it. */
async function ask(host: string, path: string, options = ""): Promise<Record<string, unknown> | undefined> {
  const [answer] = await paste(`curl --connect-to ::localhost:${port} 'http://${host}${path}' ${options}`, pair);
  return answer;
}

const list = (address: string, region: string) =>
  new CommandProcess("tools/stored/list.ts", ["--auth", "iam", "--url", address], {
    ...pair,
    AWS_REGION: region,
    NODE_OPTIONS: `--require ${resolveToLoopback}`,
  }).ended();

describe("npm start of a service with a domain name, without the address of AWS,", () => {
  afterAll(async () => {
    expect(await deployment.stop()).toMatchObject({ code: 0, leftBehind: false });
  });

  test("answers at the name, with the authorization of the routes", async () => {
    expect(await ask(domain.domainName, "/health")).toMatchObject({ status: "healthy" });
    expect(await ask(domain.domainName, "/embeddings")).toEqual({ message: "Forbidden" });
    expect(await ask(domain.domainName, "/embeddings", signature)).toMatchObject({ embeddings: [] });
  });

  test("answers elsewhere what AWS does, whatever the path", async () => {
    for (const path of ["/health", "/nothing"]) {
      expect(await ask(awsHost, path)).toEqual({ message: "Not Found" });
      expect(await ask("other.example.com", path)).toEqual({ message: "Forbidden" });
    }
    expect(deployment.written()).toContain(
      "the default endpoint is off, and the API answers at embeddings.example.com",
    );
  });

  test("prints an address of this machine that answers, as the commands that it shows do", async () => {
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(await paste(await deployment.commands(), pair)).toMatchObject([
      { stored_in_s3: true, s3_key: "embeddings/doc1.json" },
      { id: "doc1", text: "Hello world" },
    ]);
  });

  test("describes itself at the name that the description was asked for at", async () => {
    const [address, description] = [`http://${domain.domainName}/openapi.json`, "/openapi.json"];
    const document = (await ask(domain.domainName, description)) as { servers: { url: string }[] };
    expect(document.servers.map((server) => new URL(server.url, address).href)).toEqual([
      `http://${domain.domainName}/`,
    ]);
  });

  test("takes what the commands sign for AWS_REGION at the name, and they say so where that is another", async () => {
    const address = `http://${domain.domainName}:${port}`;
    expect(await list(address, "us-east-1")).toMatchObject({ code: 0 });
    expect(await list(address, "eu-west-1")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /403: Forbidden: .*credentials that it knows; iam signs for AWS_REGION, which must be the API's/,
      ),
    });
  });
});
