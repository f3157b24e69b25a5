import type { Sample } from "../../console/sample";
import type { ConsoleSession } from "../../console/session";
import { type ConsoleFile, consoleFiles, workerFiles, workersPath } from "../../service/lambda/console-files";
import type { GatewayRequest } from "../gateway/http-event";
import { Refusal } from "../gateway/refusal";
import type { Site, SiteAnswer } from "../gateway/site";
import { isLoopback } from "./is-loopback";
import { isOwnHost } from "./own-host";

/** Nothing but what this server serves, and no other page around it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

type Files = ReadonlyMap<string, ConsoleFile>;

/** Arguments of {@link ConsoleSite}. */
export interface ConsoleSiteArgs {
  /** Where the gateway listens, as `--host` names it. */
  readonly host: string;
  /** What the page is told, with credentials or, for another machine, without. */
  readonly session: (withCredentials: boolean) => Promise<ConsoleSession>;
  readonly sample: () => Promise<Sample>;
  /** @default what `console/` is bundled to, when it is first asked for */
  readonly files?: () => Promise<Files>;
}

/** The console at `/`, and what is for it alone below `/console/`. */
export class ConsoleSite implements Site {
  private readonly built = new Map<() => Promise<Files>, Promise<Files>>();
  private readonly documents: Readonly<Record<string, (request: GatewayRequest) => Promise<unknown>>>;

  constructor(private readonly args: ConsoleSiteArgs) {
    this.documents = {
      "/console/session.json": ({ sourceIp }) => args.session(isLoopback(sourceIp)),
      "/console/sample.json": () => args.sample(),
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
    const document = this.documents[path];
    if (document) return this.documentAnswer(document, request);
    // With each page anew, so that a change of the console needs no restart.
    if (path === "/") this.built.clear();
    const file = (await this.build(path.startsWith(workersPath) ? workerFiles : (this.args.files ?? consoleFiles))).get(
      path,
    );
    if (!file) throw new Refusal(404, "Not Found", `the console has no file ${path}`);
    return {
      headers: { ...headers, "content-type": file.contentType, "cache-control": "no-cache" },
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
      headers: { ...headers, "content-type": "application/json", "cache-control": "no-store" },
      body: Buffer.from(JSON.stringify(await document(request))),
    };
  }

  /** Once, but for what has failed, which may be mended. */
  private build(files: () => Promise<Files>): Promise<Files> {
    const built =
      this.built.get(files) ??
      files().catch((error) => {
        this.built.delete(files);
        throw error;
      });
    this.built.set(files, built);
    return built;
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
