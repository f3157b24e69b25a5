import { errorMessage } from "../common/caught-error";
import type { CaseOutcome } from "./case-outcome";
import { type CaseSetting, cases } from "./cases";
import type { Client } from "./client";
import { ClientProgram } from "./client-program";
import type { Runner } from "./environments";
import type { LocalService } from "./local-service";
import { pageOrigin, type Services } from "./services";

/** Arguments of {@link tryClient}. */
export interface TryClientArgs {
  readonly client: Client;
  readonly runner: Runner;
  /** The one of these services that it calls. */
  readonly service: LocalService;
  readonly services: Services;
  readonly expected: CaseSetting["expected"];
  readonly alone: CaseSetting["alone"];
}

/** Tries a client on each case, one after the other; a case that throws has failed with what was thrown. */
export async function tryClient(args: TryClientArgs): Promise<readonly CaseOutcome[]> {
  const { client, runner, service, services, expected, alone } = args;
  const started: ClientProgram[] = [];
  const start = (environment: Readonly<Record<string, string>>) => {
    const program = new ClientProgram(runner.command(client.program), {
      ...runner.variables,
      ...environment,
      CLIENT_PAGE_ORIGIN: pageOrigin,
    });
    started.push(program);
    return program;
  };
  const setting: CaseSetting = {
    client,
    auth: service.auth,
    runner,
    baseUrl: service.baseUrl,
    program: start(service.environment),
    stranger: () => start({ ...service.environment, ...strangersKeys }),
    hasty: () => start(services.slow.environment),
    slow: services.slow,
    expected,
    alone,
  };
  try {
    const outcomes: CaseOutcome[] = [];
    for (const { attempt } of cases) {
      outcomes.push(await attempt(setting).catch((error) => ({ passed: false, says: errorMessage(error) })));
    }
    return outcomes;
  } finally {
    await Promise.all(started.map((program) => program.stop()));
  }
}

/** A key and a secret that no service knows. */
const strangersKeys = { CLIENT_API_KEY: "sk-unknown", AWS_SECRET_ACCESS_KEY: "unknown" };
