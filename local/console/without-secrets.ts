import { withoutApiKeys } from "../../common/api-key";

/** A token as whoever issues it writes it: https://www.rfc-editor.org/rfc/rfc7519 */
const tokens = /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/g;

/** What is sent in an address to be authorized, by the name it has with anybody, also where that is encoded. */
const parameters =
  /([?&](?:(?:[\w.-]|%[\da-f]{2})*[-_.]|access|api|client|id|refresh)?(?:key|token|secret|passw(?:or)?d|credentials?|signature|authorization)=)[^&#\s]+/gi;

/** A text without the keys, tokens and signatures in it. */
export function withoutSecrets(text: string): string {
  return withoutApiKeys(text).replace(tokens, "eyJ…").replace(parameters, "$1…");
}
