/** Whether S3 may have a bucket of this name. Existing ones may have dots, but not the form of an IPv4 address. */
export function isBucketName(name: string): boolean {
  const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
  return (
    name.length >= 3 &&
    name.length <= 63 &&
    name.split(".").every((part) => label.test(part)) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name)
  );
}
