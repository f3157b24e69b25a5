import type { ConsoleAuthorization, ConsoleSession } from "../session";
import { ownJson } from "./own-json";

/** How the console is authorized from now on, as whoever serves it says. Throws an `ApiError`. */
export async function renewedAuthorization(): Promise<ConsoleAuthorization | null> {
  return (await ownJson<ConsoleSession>("session.json")).authorization;
}
