import { type CaseOutcome, failed, passed, refusal } from "./case-outcome";
import type { Client, ServiceAuth } from "./client";
import type { ClientProgram, ClientRequest } from "./client-program";
import type { Runner } from "./environments";
import type { LocalService } from "./local-service";
import type { OneAtATime } from "./one-at-a-time";
import { plainStatus, servedModel } from "./plain-request";
import { runsReadmeProgram } from "./readme-program";
import { differenceOf, type Vectors } from "./vectors";

/** What a case is tried with. */
export interface CaseSetting {
  readonly client: Client;
  readonly auth: ServiceAuth;
  readonly runner: Runner;
  /** The service's address for OpenAI's clients. */
  readonly baseUrl: string;
  /** The client's program, with what the service asks for. */
  readonly program: ClientProgram;
  /** The same with a key, token or secret that is wrong. */
  readonly stranger: () => ClientProgram;
  /** The same for a service that lets through one request at once, and then one a second. */
  readonly hasty: () => ClientProgram;
  /** That service. */
  readonly slow: LocalService;
  /** The vectors that the service has for these texts. */
  readonly expected: (texts: readonly string[], dimensions?: number) => Promise<Vectors>;
  /** For what takes much of the time that a request has, while other services work beside this one. */
  readonly alone: OneAtATime;
}

/** What a client is tried on. */
export interface ClientCase {
  /** The heading of its column. */
  readonly name: string;
  readonly attempt: (setting: CaseSetting) => Promise<CaseOutcome>;
}

/** Texts that differ, each in words of its own. */
const texts = (count: number) => Array.from({ length: count }, (_, index) => `Text ${index} of row ${index * 7_919}`);

/** More tokens than any model takes in one text, and fewer characters than 50,000. */
const tooLongText = "a b c ".repeat(8_000);

/** What every client is tried on, in the order of the table. */
export const cases: readonly ClientCase[] = [
  { name: "1 text", attempt: (setting) => embeds(setting, texts(1)) },
  { name: "300 texts", attempt: (setting) => embeds(setting, texts(300)) },
  { name: "2,048 × 256", attempt: (setting) => setting.alone(() => embedsMany(setting)) },
  { name: "dimensions", attempt: (setting) => embeds(setting, texts(2), 512) },
  { name: "models", attempt: listsModels },
  { name: "unknown model", attempt: namesUnknownModel },
  { name: "too long", attempt: refusesTooLong },
  { name: "wrong key", attempt: refusesStranger },
  { name: "throttled", attempt: repeatsThrottled },
  { name: "README", attempt: runsReadme },
];

async function embeds(
  { program, expected }: CaseSetting,
  inputs: readonly string[],
  dimensions?: number,
): Promise<CaseOutcome> {
  const answer = await program.ask(asking(inputs, { dimensions }));
  if (!answer.vectors) return failed(answer);
  const difference = differenceOf(answer.vectors, await expected(inputs, dimensions));
  return difference === undefined ? passed("ok") : { passed: false, says: difference };
}

/** As many texts as one request may have, or the sentence that says how many fit. */
async function embedsMany(setting: CaseSetting): Promise<CaseOutcome> {
  if (!setting.client.asksForNumbers) return embeds(setting, texts(2_048), 256);
  const answer = await setting.program.ask(asking(texts(2_048), { dimensions: 256 }));
  return refusal(answer, {
    status: 400,
    code: "response_too_large",
    param: "input",
    message: /send at most \d+ in one/,
  });
}

async function listsModels({ program }: CaseSetting): Promise<CaseOutcome> {
  const answer = await program.ask({ models: true });
  if (answer.unsupported !== undefined) return undefined;
  return answer.models?.includes(servedModel) ? passed("ok") : failed(answer);
}

async function namesUnknownModel({ program }: CaseSetting): Promise<CaseOutcome> {
  const answer = await program.ask(asking(texts(1), { model: "no-such-model" }));
  return refusal(answer, { status: 404, code: "model_not_found", param: "model", message: /no-such-model/ });
}

async function refusesTooLong({ program, client }: CaseSetting): Promise<CaseOutcome> {
  if (client.cutsLongTexts) return undefined;
  const answer = await program.ask(asking([...texts(1), tooLongText]));
  return refusal(answer, {
    status: 400,
    code: "text_too_long",
    param: "input.1",
    message: /longer than the model takes/,
  });
}

/** API Gateway answers by itself: 401 to a token that is none, 403 to any other key or signature. */
async function refusesStranger({ auth, stranger }: CaseSetting): Promise<CaseOutcome> {
  if (auth === "none") return undefined;
  const [status, message] = auth === "jwt" ? [401, /Unauthorized/] : [403, /Forbidden/];
  return refusal(await stranger().ask(asking(texts(1))), { status, message });
}

/** Another request takes what the service lets through at once, so that the client's is refused until it sends it again. */
async function repeatsThrottled({ client, auth, hasty, slow, expected }: CaseSetting): Promise<CaseOutcome> {
  if (auth !== "none") return undefined;
  const program = hasty();
  // It has started when it answers.
  await program.ask({ models: true });
  for (let attempt = 1; attempt <= 5; attempt++) {
    const before = slow.throttled;
    const status = await plainStatus(slow.baseUrl, texts(1));
    const answer = await program.ask(asking(texts(1)));
    if (client.stopsAtThrottling && answer.error) return refusal(answer, { status: 429, message: /Too Many Requests/ });
    const difference = answer.vectors ? differenceOf(answer.vectors, await expected(texts(1))) : failed(answer).says;
    if (difference !== undefined) return { passed: false, says: difference };
    const refused = slow.throttled - before - (status === 429 ? 1 : 0);
    if (refused > 0) return passed(`after ${refused}`);
  }
  return { passed: false, says: "the service has refused none of its requests" };
}

async function runsReadme({ client, auth, runner, baseUrl }: CaseSetting): Promise<CaseOutcome> {
  return client.isInReadme && auth === "none" ? runsReadmeProgram(client.language, runner, baseUrl) : undefined;
}

function asking(
  inputs: readonly string[],
  { model = servedModel, dimensions }: { readonly model?: string; readonly dimensions?: number | undefined } = {},
): ClientRequest {
  return { texts: inputs, model, ...(dimensions === undefined ? {} : { dimensions }) };
}
