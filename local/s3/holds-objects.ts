/** Whether any of these buckets of the local S3 has an object. */
export async function holdsObjects(s3Url: string, buckets: readonly string[]): Promise<boolean> {
  for (const bucket of buckets) {
    const list = await fetch(`${s3Url}/${bucket}?list-type=2&max-keys=1`);
    if ((await list.text()).includes("<Key>")) return true;
  }
  return false;
}
