import { promisify } from "node:util";
import { type Context, runInContext } from "node:vm";

const Environment = require("./environment") as new (
  config: object,
  context: object,
) => {
  readonly global: typeof globalThis & Record<string, unknown>;
  getVmContext(): Context;
  setup(): Promise<void>;
  teardown(): Promise<void>;
};

/** An environment for another file of tests, and what runs code as that file would. */
async function sandbox() {
  const projectConfig = { testEnvironmentOptions: {}, globals: {}, fakeTimers: {} };
  const environment = new Environment({ projectConfig, globalConfig: {} }, {});
  await environment.setup();
  return { environment, run: (code: string) => runInContext(code, environment.getVmContext()) };
}

test("has a global object of its own, with nothing between it and who uses it", async () => {
  const { environment, run } = await sandbox();
  expect(run("globalThis")).toBe(environment.global);
  expect(environment.getVmContext()).toBe(environment.global);
  expect(run("Array")).not.toBe(Array);
  expect(run("new TextEncoder().encode('a') instanceof Uint8Array && global === globalThis")).toBe(true);
  await environment.teardown();
});

test.each(["process", "fetch", "crypto", "setTimeout", "Promise"])(
  "keeps what a test sets %s to, to itself",
  async (name) => {
    const { environment, run } = await sandbox();
    const before = (globalThis as Record<string, unknown>)[name];
    expect(run(`${name} = "mine"; ${name}`)).toBe("mine");
    expect(environment.global[name]).toBe("mine");
    expect((globalThis as Record<string, unknown>)[name]).toBe(before);
    await environment.teardown();
  },
);

test.each(["setTimeout", "setInterval"])("leaves no %s waiting when it ends", async (name) => {
  const { environment, run } = await sandbox();
  const timer = run(`${name}(() => {}, 1_000_000).unref()`) as { _destroyed: boolean };
  expect(timer._destroyed).toBe(false);
  await environment.teardown();
  expect(timer._destroyed).toBe(true);
});

test("keeps the promise of a timer", async () => {
  const { environment, run } = await sandbox();
  expect(await promisify(run("setTimeout") as typeof setTimeout)(1)).toBeUndefined();
  await environment.teardown();
});
