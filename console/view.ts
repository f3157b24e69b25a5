import type { ComponentType } from "preact";
import type { ConsoleClient } from "./api/console-client";
import type { RequestSource } from "./requests/request-source";
import type { ConsoleSession } from "./session";

/** What a view is given. */
export interface ViewProps {
  readonly api: ConsoleClient;
  readonly session: ConsoleSession;
  /** What the API was asked, by everybody or by this page. */
  readonly requests: RequestSource;
  /** Of the view's address. */
  readonly parameters: URLSearchParams;
}

/** A view of the console, which is loaded when it is first shown. */
export interface View {
  /** By which addresses name it. */
  readonly name: string;
  readonly title: string;
  /**
   * What the view shows, below `/console/`, without which there is no view.
   * @default nothing that not every deployment has
   */
  readonly needsDocument?: string;
  /**
   * Of the API, as in the session's routes, without which there is no view.
   * @default none that not every deployment has
   */
  readonly needsRoute?: string;
  readonly load: () => Promise<ComponentType<ViewProps>>;
}
