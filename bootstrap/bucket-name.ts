import { vectorNameProblem } from "./vector-name";

const reservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];
const reservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/**
 * Why S3 would refuse a general purpose bucket of this name, or undefined where it is valid: the rules of
 * {@link vectorNameProblem}, and AWS reserves some. Stricter than S3 in one point: no dots, which break TLS for
 * virtual-hosted requests.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketNameProblem(name: string): string | undefined {
  const problem = vectorNameProblem(name);
  if (problem) return problem;
  const prefix = reservedPrefixes.find((reserved) => name.startsWith(reserved));
  if (prefix) return `starts with "${prefix}", which AWS reserves`;
  const suffix = reservedSuffixes.find((reserved) => name.endsWith(reserved));
  if (suffix) return `ends with "${suffix}", which AWS reserves`;
  return undefined;
}
