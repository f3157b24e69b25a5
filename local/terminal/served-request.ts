/** A request that the local API has answered, for whoever watches. */
export interface ServedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly status: number;
  readonly durationMs: number;
  /** The line of log that the function left of the request; undefined where it left none or was not invoked. */
  readonly log?: string | undefined;
  /** Why the gateway answered in place of the function; undefined where the function answered. */
  readonly reason?: string | undefined;
  /** Where the function threw, in its bundle; undefined where it did not throw. */
  readonly stack?: string | undefined;
}
