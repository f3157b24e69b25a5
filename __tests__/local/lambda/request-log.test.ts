import { join } from "node:path";
import { LocalFunction } from "../../../local/lambda/lambda-function";
import { bundleEach } from "../../../service/lambda/inline-functions";
import { routes } from "../../../service/routes";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
let health: LocalFunction;

beforeAll(async () => {
  const bundles = await bundleEach(
    routes.filter(({ name }) => name === "health"),
    join(__dirname, "../../../service"),
  );
  health = new LocalFunction({
    name: "health",
    arn: "health",
    files: { "__index.js": bundles["health"]?.text ?? "" },
    handler: "__index.handler",
    environment: { SERVICE_NAME: "dev" },
    memorySizeMb: 128,
    timeoutSeconds: 10,
    directory,
  });
});
afterAll(() => health.close());

test("hands over the one line that a function logs of a request, each to whoever invoked it", async () => {
  const lines: string[][] = [[], []];
  const events = ["GET /health", "HEAD /health"].map((routeKey) => ({ routeKey, headers: {} }));
  await Promise.all(events.map((event, at) => health.invoke(event, (line) => lines[at]?.push(line))));
  expect(lines.map((own) => own.map((line) => JSON.parse(line).route))).toEqual([["GET /health"], ["HEAD /health"]]);
  expect(lines.flat().every((line) => line.endsWith("}\n"))).toBe(true);
});

test("writes it where nobody takes it", async () => {
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  await health.invoke({ routeKey: "GET /health", headers: {} });
  write.mockRestore();
  expect(written.map((line) => JSON.parse(line))).toMatchObject([{ message: "request", route: "GET /health" }]);
});
