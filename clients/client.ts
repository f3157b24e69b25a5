/** By what the requests to a service are authorized. */
export type ServiceAuth = "none" | "keys" | "jwt" | "iam";

/** Every kind of authorization. */
export const everyAuth: readonly ServiceAuth[] = ["none", "keys", "jwt", "iam"];

/** A client of OpenAI's embeddings. */
export interface Client {
  /** What the table and the documentation call it. */
  readonly title: string;
  /** The package, as its registry has it. */
  readonly package: string;
  readonly language: "node" | "python";
  /** The program that plays it, in the folder of its language, without its ending. */
  readonly program: string;
  /**
   * The program that has the lines of the documentation.
   * @default the one that plays it
   */
  readonly example?: string;
  /** What requests it can send. */
  readonly auths: readonly ServiceAuth[];
  /** Whether the checks run it too, of all those that there are. */
  readonly isInChecks: boolean;
  /**
   * Whether README has a program with it.
   * @default false
   */
  readonly isInReadme?: true;
  /** What it sends by default. */
  readonly sends: string;
  /**
   * Whether it asks for vectors as numbers, of which fewer fit into an answer than as base64.
   * @default false
   */
  readonly asksForNumbers?: true;
  /**
   * Whether it cuts a text that is too long for the model by itself, so that the service gets none.
   * @default false
   */
  readonly cutsLongTexts?: true;
  /**
   * Whether it does not repeat a request that API Gateway throttles, for the answer does not say when to.
   * @default false
   */
  readonly stopsAtThrottling?: true;
  /**
   * What it cannot do with this service.
   * @default nothing
   */
  readonly cannot?: string;
}
