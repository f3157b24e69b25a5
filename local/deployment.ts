import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { publishLocalEndpoints } from "../common/local-endpoints";
import { makeDirectory } from "../tools/command/make-directory";
import { type Access, type AccessArgs, configureIssuer, openAccess, routeAuthorizer } from "./auth/access";
import { authorizationConfig } from "./auth/authorization-config";
import { lambdaAuthorizers } from "./auth/lambda-authorizer";
import { ConsoleSite } from "./console/console-site";
import { deploymentDocument } from "./console/deployment/deployment-document";
import { describeSession } from "./console/describe-session";
import { RequestRecorder } from "./console/request-recorder";
import { dataDirectoryError } from "./data-directory-error";
import { Gateway } from "./gateway/gateway";
import { registeredAddresses } from "./gateway/registered-addresses";
import { registeredCors } from "./gateway/registered-cors";
import { registeredRoutes } from "./gateway/registered-routes";
import { TokenBucket } from "./gateway/token-bucket";
import type { LocalFunction } from "./lambda/lambda-function";
import { registeredEnvironment, registeredFunctions, routeName } from "./lambda/registered-function";
import { Sandboxes } from "./lambda/sandboxes";
import { listen } from "./listen";
import type { ModelChoice } from "./model-choice";
import { openFiles } from "./open-files";
import { readProjectFile } from "./pulumi/project-file";
import { ofType } from "./pulumi/registered-resource";
import { type DeployedStacks, projectDirectory, runStacks } from "./pulumi/stacks";
import { rememberModel } from "./remembered-model";
import { holdsObjects } from "./s3/holds-objects";
import { registeredVectors } from "./s3-vectors/registered-vectors";
import { localS3Vectors } from "./s3-vectors/s3-vectors";
import { LocalSchedules, type ScheduledRun } from "./schedules/local-schedules";
import { registeredSchedules } from "./schedules/registered-schedules";
import { type ServedModel, serveModel } from "./served-model";
import type { ServedRequest } from "./terminal/served-request";

/** Arguments of {@link deploy}. */
export interface DeployArgs {
  /** Of the API; 0 takes a free one. */
  readonly port: number;
  /**
   * Where the API listens: a name or an address.
   * @default localhost
   */
  readonly host?: string | undefined;
  /** @default a free one */
  readonly s3Port?: number | undefined;
  /** @default a free one */
  readonly modelPort?: number | undefined;
  /** @default a free one */
  readonly vectorsPort?: number | undefined;
  /** Where the objects, the vectors and the unpacked functions are kept. */
  readonly dataDirectory: string;
  /**
   * What makes the vectors.
   * @default words alone
   */
  readonly model?: ModelChoice | undefined;
  /** @default none */
  readonly auth?: AccessArgs;
  /**
   * Where `Pulumi.yaml` is.
   * @default this project's folder
   */
  readonly stacksDirectory?: string | undefined;
  /** @default dev, else the only one */
  readonly serviceStack?: string | undefined;
  /**
   * Configuration of the service stack that takes the place of its file's, by key.
   * @default {}
   */
  readonly config?: Record<string, string>;
  /**
   * Is told of each request once it is answered.
   * @default writes what the functions log, and why one failed
   */
  readonly report?: ((request: ServedRequest) => void) | undefined;
  /**
   * Is told of each run of a function by its schedule.
   * @default writes what the function logs, and why it failed
   */
  readonly reportRun?: ((run: ScheduledRun) => void) | undefined;
}

/** Both stacks, served on this machine. */
export interface Deployment {
  readonly url: string;
  readonly s3Url: string;
  readonly modelUrl: string;
  readonly vectorsUrl: string;
  readonly stacks: DeployedStacks;
  readonly access: Access;
  readonly model: Pick<ServedModel, "name" | "description">;
  /** By their names. */
  readonly functions: ReadonlyMap<string, LocalFunction>;
  close(): Promise<void>;
}

/** Runs both stacks and serves what they registered until it is closed. */
export async function deploy(args: DeployArgs): Promise<Deployment> {
  const { port, dataDirectory, stacksDirectory = projectDirectory, serviceStack } = args;
  const {
    auth = { type: "none" },
    model: choice = { type: "words" },
    config = {},
    host,
    s3Port = 0,
    modelPort = 0,
    vectorsPort = 0,
  } = args;
  const opened: { close(): unknown }[] = [];
  const close = async () => {
    // The gateway first, which lets the requests under way finish.
    for (const part of opened) await part.close();
  };
  try {
    const files = openFiles();
    const recorder = new RequestRecorder();
    const { record } = recorder;
    const gateway = new Gateway({ report: args.report, record, maxConnections: files.connections });
    const schedules = new LocalSchedules(args.reportRun);
    // Before the gateway, which waits for whoever waits for requests.
    opened.push(schedules, recorder, gateway);
    const start = gateway.holdBack();
    const url = await gateway.listen(port, host);
    const s3Directory = directoryBelow(dataDirectory, "s3");
    const lambdaDirectory = directoryBelow(dataDirectory, "lambda");
    const access = await openAccess(auth);
    if (access.type === "jwt") opened.push(access.issuer);
    const issuerUrl = access.type === "jwt" ? access.issuer.url : undefined;
    const key = access.type === "keys" ? access.key : undefined;
    const [stacks, { localS3 }] = await Promise.all([
      runStacks(url, {
        directory: stacksDirectory,
        serviceStack,
        overrides: (configured) => ({
          ...authorizationConfig({ auth: auth.type, configured, issuerUrl, key }),
          ...config,
        }),
      }),
      // Loaded while esbuild bundles the functions.
      import("./s3/s3.mjs"),
    ]);

    const s3 = await localS3(s3Directory, bucketNames(stacks));
    opened.push(s3);
    const vectors = localS3Vectors({
      directory: directoryBelow(dataDirectory, "s3vectors"),
      region: stacks.region,
      registered: registeredVectors(stacks.bootstrap),
    });
    opened.push(vectors);
    const s3Url = await loopbackUrl(s3, "--s3-port", s3Port);
    await rememberModel(dataDirectory, { choice, holdsObjects: () => holdsObjects(s3Url, bucketNames(stacks)) });
    const model = await serveModel(choice, { region: stacks.region, modelIds: modelIds(stacks) });
    opened.push(model);
    const modelUrl = await loopbackUrl(model.app, "--model-port", modelPort);
    const vectorsUrl = await loopbackUrl(vectors, "--vectors-port", vectorsPort);
    const endpoints = {
      AWS_ENDPOINT_URL_S3: s3Url,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: modelUrl,
      AWS_ENDPOINT_URL_S3VECTORS: vectorsUrl,
    };

    const cors = registeredCors(stacks.service);
    if (cors) gateway.enableCors(cors);
    const addresses = registeredAddresses(stacks.service, stacks.region);
    if (addresses) gateway.answerAt(addresses);
    const routes = registeredRoutes(stacks.service);
    if (access.type === "jwt") configureIssuer(access.issuer, routes);
    const site = {
      region: stacks.region,
      endpoints,
      directory: lambdaDirectory,
      sandboxes: new Sandboxes({ max: files.sandboxes }),
    };
    const scheduled = registeredSchedules(stacks.service);
    const functions = await registeredFunctions(
      [
        ...routes.flatMap(({ lambda, authorization }) =>
          authorization.type === "CUSTOM" ? [lambda, authorization.authorizer.lambda] : [lambda],
        ),
        ...scheduled.map(({ lambda }) => lambda),
      ],
      site,
    );
    opened.push(...functions.values());
    const byFunction = lambdaAuthorizers(functions, stacks.region);
    for (const route of routes) {
      const lambda = functions.get(route.lambda) as LocalFunction;
      const authorize = await routeAuthorizer(route, access, { region: stacks.region, byFunction });
      const throttle = route.throttling && new TokenBucket(route.throttling);
      gateway.addRoute({ ...route, lambda, authorize, throttle });
    }
    const published = { s3: s3Url, vectors: vectorsUrl, bedrock: modelUrl, region: stacks.region };
    opened.push(publishLocalEndpoints(dataDirectory, published));
    const session = { stacks, access, model, routeKeys: routes.map(({ routeKey }) => routeKey) };
    // With publicConsole, a function serves the console as it would be deployed.
    if (!session.routeKeys.includes("GET /")) {
      gateway.serve(
        new ConsoleSite({
          host: host ?? "localhost",
          session: (isThisMachine) => describeSession(session, isThisMachine),
          // The formats of documents take as long to load as all of this.
          sample: async () => (await import("./console/read-sample.js")).readSample(),
          requests: recorder,
          deployment: once(async () => deploymentDocument(stacks, readProjectFile(stacksDirectory).config)),
        }),
      );
    }
    start();
    model.load();
    schedules.start(
      scheduled.map(({ lambda, everyMs }) => ({
        title: routeName(lambda),
        lambda: functions.get(lambda) as LocalFunction,
        everyMs,
      })),
    );
    return {
      url,
      s3Url,
      modelUrl,
      vectorsUrl,
      stacks,
      access,
      model,
      functions: new Map([...functions].map(([registered, lambda]) => [routeName(registered), lambda])),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What is made when it is first asked for, and again where that failed. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

function directoryBelow(parent: string, name: string): string {
  const directory = join(parent, name);
  try {
    makeDirectory(directory);
    return directory;
  } catch (error) {
    throw dataDirectoryError(directory, error);
  }
}

/** The buckets that the bootstrap registered, and existing ones that a function was told to use instead. */
function bucketNames({ bootstrap, service }: DeployedStacks): string[] {
  const registered = ofType(bootstrap, "aws:s3/bucket:Bucket").map(({ id }) => id);
  const used = ofType(service, "aws:lambda/function:Function").flatMap((lambda) => {
    const bucket = registeredEnvironment(lambda)["VECTOR_BUCKET_NAME"];
    return bucket ? [bucket] : [];
  });
  return [...new Set([...registered, ...used])];
}

/** The models that the service embeds with. */
function modelIds({ service }: DeployedStacks): string[] {
  const environments = ofType(service, "aws:lambda/function:Function").map(registeredEnvironment);
  const ids = environments.flatMap(({ BEDROCK_MODEL_ID: one, MODELS: several }) => [
    ...(one ? [one] : []),
    ...(several ? (JSON.parse(several) as string[]) : []),
  ]);
  return [...new Set(ids)];
}

async function loopbackUrl(app: FastifyInstance, option: string, port: number): Promise<string> {
  return `http://127.0.0.1:${await listen(app, { port, option })}`;
}
