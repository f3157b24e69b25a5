import type { DeploymentDocument } from "../../console/deployment/deployment-document";
import type { RecordedRequests, RequestDetail } from "../../console/requests/recorded-request";
import type { Sample } from "../../console/sample";
import type { ConsoleSession } from "../../console/session";
import { cacheControl, siteHeaders } from "../../functions/routes/console/site-headers";
import { type ConsoleFile, consoleFiles, workerFiles, workersPath } from "../../service/lambda/console-files";
import type { GatewayRequest } from "../gateway/http-event";
import { Refusal } from "../gateway/refusal";
import type { Site, SiteAnswer } from "../gateway/site";
import { isLoopback } from "./is-loopback";
import { isOwnHost } from "./own-host";

type Files = ReadonlyMap<string, ConsoleFile>;

/** Documents of what the API was asked. */
export interface RequestDocuments {
  /** As soon as there are some after those that this query names. */
  next(query: URLSearchParams): Promise<RecordedRequests>;
  /** The one that this query names; undefined where there is none. */
  detail(query: URLSearchParams): Promise<RequestDetail | undefined>;
}

/** Arguments of {@link ConsoleSite}. */
export interface ConsoleSiteArgs {
  /** Where the gateway listens, as `--host` names it. */
  readonly host: string;
  /** What the page is told, at this machine or at another. */
  readonly session: (isThisMachine: boolean) => Promise<Omit<ConsoleSession, "documents">>;
  readonly sample: () => Promise<Sample>;
  /** What the API was asked, for whoever is at this machine alone. */
  readonly requests: RequestDocuments;
  /** Both layers, alike. */
  readonly deployment: () => Promise<DeploymentDocument>;
  /** @default what `console/` is bundled to, when it is first asked for */
  readonly files?: () => Promise<Files>;
}

/** The console at `/`, and what is for it alone below `/console/`. */
export class ConsoleSite implements Site {
  private readonly built = new Map<() => Promise<Files>, Promise<Files>>();
  /** By their names below `/console/`. */
  private readonly documents: Readonly<Record<string, (request: GatewayRequest) => Promise<unknown>>>;

  constructor(private readonly args: ConsoleSiteArgs) {
    const { session, sample, requests, deployment } = args;
    const documents = { "sample.json": () => sample() };
    const ofThisMachine = {
      "requests.json": forThisMachine((query) => requests.next(query)),
      "request.json": forThisMachine((query) => requests.detail(query)),
      "deployment.json": forThisMachine(() => deployment()),
    };
    this.documents = {
      ...documents,
      ...ofThisMachine,
      "session.json": async ({ sourceIp }) => {
        const isThisMachine = isLoopback(sourceIp);
        const told = Object.keys(isThisMachine ? { ...documents, ...ofThisMachine } : documents);
        return { ...(await session(isThisMachine)), documents: told } satisfies ConsoleSession;
      },
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
    if (path === "/") this.built.clear();
    const file = (await this.build(path.startsWith(workersPath) ? workerFiles : (this.args.files ?? consoleFiles))).get(
      path,
    );
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
    const content = await document(request);
    if (content === undefined) throw new Refusal(404, "Not Found", `the console has nothing at ${request.url}`);
    return {
      headers: { ...siteHeaders, "content-type": "application/json", "cache-control": "no-store" },
      body: Buffer.from(JSON.stringify(content)),
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

/** A document that no other machine gets, whatever the API lets it do. */
function forThisMachine(document: (query: URLSearchParams) => Promise<unknown>) {
  return ({ url, sourceIp }: GatewayRequest) => {
    if (!isLoopback(sourceIp)) throw new Refusal(403, "Forbidden", `${pathOf(url)} is for this machine alone`);
    return document(new URLSearchParams(url.slice(pathOf(url).length)));
  };
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
