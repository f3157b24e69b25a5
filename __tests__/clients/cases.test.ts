import type { CaseOutcome } from "../../clients/case-outcome";
import { type CaseSetting, cases } from "../../clients/cases";
import type { Client, ServiceAuth } from "../../clients/client";
import type { ClientAnswer, ClientProgram, ClientRequest } from "../../clients/client-program";
import type { Runner } from "../../clients/environments";
import type { LocalService } from "../../clients/local-service";
import { oneAtATime } from "../../clients/one-at-a-time";

/** The vectors of texts here: each its own. */
const vectorsOf = (texts: readonly string[], dimensions = 1_024) =>
  texts.map((text) =>
    Array.from({ length: dimensions }, (_, at) => Math.sin(at * (text.length + Number(/\d+/.exec(text)?.[0])))),
  );

const problem = { status: 404, code: "model_not_found", param: "model", message: 'There is no model "no-such-model"' };

/** A program that answers as a client does that does everything right, but for what is given. */
function programOf(answer: (request: ClientRequest) => ClientAnswer | undefined): ClientProgram {
  const ask = async (request: ClientRequest) => {
    const given = answer(request);
    if (given) return given;
    if ("models" in request) return { models: ["text-embedding-3-small"] };
    if (request.model === "no-such-model") return { error: problem };
    if (request.texts.some(({ length }) => length > 10_000)) {
      const message = "input.1: The text is longer than the model takes";
      return { error: { status: 400, code: "text_too_long", param: "input.1", message } };
    }
    return { vectors: vectorsOf(request.texts, request.dimensions) };
  };
  return { ask } as unknown as ClientProgram;
}

/** How a case goes with a client, whose program answers so. */
function outcomeOf(
  name: string,
  {
    answer = () => undefined,
    auth = "none",
    client = {},
    ...setting
  }: {
    readonly answer?: (request: ClientRequest) => ClientAnswer | undefined;
    readonly auth?: ServiceAuth;
    readonly client?: Partial<Client>;
  } & Omit<Partial<CaseSetting>, "client">,
): Promise<CaseOutcome> {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`There is no case ${name}`);
  const program = programOf(answer);
  return found.attempt({
    auth,
    client: client as Client,
    runner: {} as Runner,
    baseUrl: "",
    program,
    stranger: () => program,
    hasty: () => program,
    slow: {} as LocalService,
    expected: async (texts, dimensions) => vectorsOf(texts, dimensions),
    alone: oneAtATime(),
    ...setting,
  });
}

const asksForTexts = (request: ClientRequest, answer: ClientAnswer) => ("texts" in request ? answer : undefined);

describe("a client that does as it should", () => {
  test.each([
    ["1 text", "ok"],
    ["300 texts", "ok"],
    ["2,048 × 256", "ok"],
    ["dimensions", "ok"],
    ["models", "ok"],
    ["unknown model", "404 model_not_found model"],
    ["too long", "400 text_too_long input.1"],
  ])("passes %s", async (name, says) => {
    expect(await outcomeOf(name, {})).toEqual({ passed: true, says });
  });

  test.each<[ServiceAuth, number, string]>([
    ["keys", 403, "Forbidden"],
    ["iam", 403, "Forbidden"],
    ["jwt", 401, "Unauthorized"],
  ])("is told by %s that its key is wrong", async (auth, status, message) => {
    const answer = () => ({ error: { status, message: `${status} ${message}` } });
    expect(await outcomeOf("wrong key", { auth, answer })).toEqual({ passed: true, says: String(status) });
  });
});

describe("fails a client", () => {
  test.each<[string, string, ClientAnswer]>([
    ["has another text's vector", "1 text", { vectors: vectorsOf(["Text 5"]) }],
    ["loses a text", "300 texts", { vectors: vectorsOf(["Text 0"]) }],
    ["ignores dimensions", "dimensions", { vectors: vectorsOf(["Text 0", "Text 1"]) }],
    ["fails", "1 text", { error: { status: 400, message: "no" } }],
    ["says nothing", "1 text", {}],
    ["takes an unknown model", "unknown model", { vectors: [[1]] }],
    ["has another status", "unknown model", { error: { ...problem, status: 400 } }],
    ["has another code", "unknown model", { error: { ...problem, code: "not_found" } }],
    ["has another param", "unknown model", { error: { ...problem, param: "input" } }],
    ["hides the error", "unknown model", { error: { message: "Something went wrong" } }],
    ["takes what is too long", "too long", { vectors: [[1]] }],
  ])("that %s", async (_, name, answer) => {
    expect(await outcomeOf(name, { answer: (request) => asksForTexts(request, answer) })).toMatchObject({
      passed: false,
    });
  });

  test("whose list has not the model", async () => {
    const answer = (request: ClientRequest) => ("models" in request ? { models: ["gpt"] } : undefined);
    expect(await outcomeOf("models", { answer })).toMatchObject({ passed: false });
  });

  test("that gets vectors with a wrong key", async () => {
    expect(await outcomeOf("wrong key", { auth: "keys" })).toMatchObject({ passed: false });
  });

  test("that asks for numbers and is not told how many fit", async () => {
    expect(await outcomeOf("2,048 × 256", { client: { asksForNumbers: true } })).toMatchObject({ passed: false });
  });
});

test("passes a client whose error is only a message, which says what is wrong", async () => {
  const answer = () => ({ error: { message: problem.message } });
  expect(await outcomeOf("unknown model", { answer })).toEqual({ passed: true, says: "message" });
});

test.each<[string, Parameters<typeof outcomeOf>[1]]>([
  ["models", { answer: () => ({ unsupported: "it lists none" }) }],
  ["too long", { client: { cutsLongTexts: true } }],
  ["wrong key", { auth: "none" }],
  ["throttled", { auth: "keys" }],
])("has nothing to try of %s with a client that has no such thing", async (name, setting) => {
  expect(await outcomeOf(name, setting)).toBeUndefined();
});

describe("throttled", () => {
  beforeEach(() => {
    jest.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("{}"));
  });
  afterEach(() => jest.restoreAllMocks());

  /** A service that refuses so many of a client's requests before it answers one. */
  const throttling = (refused: readonly number[]) => {
    const slow = { baseUrl: "http://localhost", throttled: 0 };
    const left = [...refused];
    const answer = (request: ClientRequest) => {
      if ("texts" in request) slow.throttled += left.shift() ?? 0;
      return undefined;
    };
    return { slow: slow as LocalService, answer };
  };

  test("passes a client that sends again what was refused", async () => {
    expect(await outcomeOf("throttled", throttling([2]))).toEqual({ passed: true, says: "after 2" });
  });

  test("tries again where the client was late", async () => {
    expect(await outcomeOf("throttled", throttling([0, 0, 1]))).toEqual({ passed: true, says: "after 1" });
  });

  test("does not count the refusal of the request before it", async () => {
    const setting = throttling([]);
    jest.spyOn(globalThis, "fetch").mockImplementation(async () => {
      (setting.slow as { throttled: number }).throttled += 1;
      return new Response("{}", { status: 429 });
    });
    expect(await outcomeOf("throttled", setting)).toMatchObject({ passed: false });
  });

  test("fails a client that gives up, but for one that is known to", async () => {
    const answer = (request: ClientRequest) =>
      asksForTexts(request, { error: { status: 429, message: "429 Too Many Requests" } });
    const { slow } = throttling([]);
    expect(await outcomeOf("throttled", { slow, answer })).toMatchObject({ passed: false });
    const client = { stopsAtThrottling: true } as const;
    expect(await outcomeOf("throttled", { slow, answer, client })).toEqual({ passed: true, says: "429" });
  });
});

describe("README's program", () => {
  /** Runs a program in JavaScript instead of README's, which is given to it with the service's address. */
  const running = (program: string): Runner => ({
    command: () => [process.execPath],
    script: (code) => [process.execPath, "--eval", program, code],
    variables: {},
  });
  const readme = (program: string, setting: Partial<CaseSetting> = {}) =>
    outcomeOf("README", {
      client: { isInReadme: true, language: "python" },
      runner: running(program),
      baseUrl: "http://service.test/v1",
      ...setting,
    });

  test("passes where it prints what README says, for the service's address", async () => {
    const program = `console.log(process.argv[1].includes('OpenAI(base_url="http://service.test/v1"') && "2 1024 6")`;
    expect(await readme(program)).toEqual({ passed: true, says: "ok" });
  });

  test("fails where it prints something else", async () => {
    expect(await readme("console.log(1)")).toEqual({ passed: false, says: "it prints 1\n" });
  });

  test("is tried once, without keys", async () => {
    expect(await readme("", { auth: "keys" })).toBeUndefined();
  });
});
