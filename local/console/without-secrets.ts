import { withoutApiKeys } from "../../common/api-key";

/** A token as whoever issues it writes it: https://www.rfc-editor.org/rfc/rfc7519 */
const tokens = /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/g;

/** What is sent in an address to be authorized, such as by one that is signed. */
const parameters = /([?&](?:x-amz-(?:credential|signature|security-token)|access_token|api[-_]?key|token)=)[^&#\s]+/gi;

/** A text without the keys, tokens and signatures in it. */
export function withoutSecrets(text: string): string {
  return withoutApiKeys(text).replace(tokens, "eyJ…").replace(parameters, "$1…");
}
