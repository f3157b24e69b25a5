/** What S3 has between the dots of a bucket's name. */
export const bucketNameLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Whether S3 may have a bucket of this name. Existing ones may have dots, but not the form of an IPv4 address. */
export function isBucketName(name: string): boolean {
  return (
    name.length >= 3 &&
    name.length <= 63 &&
    name.split(".").every((part) => bucketNameLabel.test(part)) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name)
  );
}
