import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

/** A text in a colour, or as it is where there are no colours. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** A stream that may be a terminal. */
export type MaybeTerminal = Partial<Pick<WriteStream, "isTTY" | "hasColors">>;

/** Whether a stream shows colours: a terminal does, unless FORCE_COLOR or NO_COLOR says otherwise: https://no-color.org */
export function showsColours(stream: MaybeTerminal, environment: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused } = environment;
  if (forced !== undefined) return !["0", "false"].includes(forced);
  return !refused && stream.isTTY === true && stream.hasColors?.() !== false;
}

/** Paints, or does not. */
export function painter(colours: boolean): Paint {
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}
