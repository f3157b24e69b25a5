/** The region of an API at the address that AWS gave it; undefined for any other, such as a domain name. */
export function regionInHost(hostname: string): string | undefined {
  return /\.execute-api\.([a-z\d-]+)\.amazonaws\.com(\.cn)?$/.exec(hostname)?.[1];
}
