import type { Sample } from "../../console/sample";
import type { ConsoleSession } from "../../console/session";
import { cacheControl, siteHeaders } from "../../functions/routes/console/site-headers";
import { type ConsoleFile, consoleFiles } from "../../service/lambda/console-files";
import type { GatewayRequest } from "../gateway/http-event";
import { Refusal } from "../gateway/refusal";
import type { Site, SiteAnswer } from "../gateway/site";
import { isLoopback } from "./is-loopback";
import { isOwnHost } from "./own-host";

/** Arguments of {@link ConsoleSite}. */
export interface ConsoleSiteArgs {
  /** Where the gateway listens, as `--host` names it. */
  readonly host: string;
  /** What the page is told, with credentials or, for another machine, without. */
  readonly session: (withCredentials: boolean) => Promise<Omit<ConsoleSession, "documents">>;
  readonly sample: () => Promise<Sample>;
  /** @default what `console/` is bundled to, when it is first asked for */
  readonly files?: () => Promise<ReadonlyMap<string, ConsoleFile>>;
}

/** The console at `/`, and what is for it alone below `/console/`. */
export class ConsoleSite implements Site {
  private built: Promise<ReadonlyMap<string, ConsoleFile>> | undefined;
  /** By their names below `/console/`. */
  private readonly documents: Readonly<Record<string, (request: GatewayRequest) => Promise<unknown>>>;

  constructor(private readonly args: ConsoleSiteArgs) {
    const documents = { "sample.json": () => args.sample() };
    this.documents = {
      ...documents,
      "session.json": async ({ sourceIp }) =>
        ({ ...(await args.session(isLoopback(sourceIp))), documents: Object.keys(documents) }) satisfies ConsoleSession,
    };
  }

  has(url: string): boolean {
    const path = pathOf(url);
    return path === "/" || path.startsWith("/console/");
  }

  async answer(request: GatewayRequest): Promise<SiteAnswer> {
    const path = pathOf(request.url);
    if (!["GET", "HEAD"].includes(request.method)) {
      throw new Refusal(405, "Method Not Allowed", "the console is only read", { allow: "GET, HEAD" });
    }
    const document = this.documents[path.replace(/^\/console\//, "")];
    if (document) return this.documentAnswer(document, request);
    // With each page anew, so that a change of the console needs no restart.
    if (path === "/" || !this.built) this.built = this.build();
    const file = (await this.built).get(path);
    if (!file) throw new Refusal(404, "Not Found", `the console has no file ${path}`);
    return {
      headers: { ...siteHeaders, "content-type": file.contentType, "cache-control": cacheControl(file) },
      body: Buffer.from(file.contents),
    };
  }

  private async documentAnswer(
    document: (request: GatewayRequest) => Promise<unknown>,
    request: GatewayRequest,
  ): Promise<SiteAnswer> {
    const problem = strangerProblem(request, this.args.host);
    if (problem) throw new Refusal(403, "Forbidden", problem);
    return {
      headers: { ...siteHeaders, "content-type": "application/json", "cache-control": "no-store" },
      body: Buffer.from(JSON.stringify(await document(request))),
    };
  }

  /** Once, but for what has failed, which may be mended. */
  private build(): Promise<ReadonlyMap<string, ConsoleFile>> {
    return (this.args.files ?? consoleFiles)().catch((error) => {
      this.built = undefined;
      throw error;
    });
  }
}

/** Why a request does not come from the console itself; undefined where it does, or from no browser. */
function strangerProblem({ headers }: GatewayRequest, listensAt: string): string | undefined {
  const { host, origin, "sec-fetch-site": site } = headers;
  if (!isOwnHost(host, listensAt)) return `the console is not served at ${host}`;
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return `a page of another origin asks for what is the console's (Sec-Fetch-Site: ${site})`;
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return `the origin ${origin} asks for what is the console's`;
  }
  return undefined;
}

function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "";
}
