import { formatBytes } from "../../layout/formats";
import type { PartProps } from "./part-props";

/** What would be uploaded of each function, the largest first. */
export function BundlesPart({ deployment: { functions } }: PartProps) {
  const sized = functions
    .map(({ name, title, files }) => ({
      name,
      title,
      files,
      size: files.reduce((sum, file) => sum + file.size, 0),
      zippedSize: files.reduce((sum, file) => sum + file.zippedSize, 0),
    }))
    .toSorted((a, b) => b.zippedSize - a.zippedSize);
  const largest = sized[0]?.zippedSize || 1;
  const total = sized.reduce((sum, { zippedSize }) => sum + zippedSize, 0);
  return (
    <div class="bundles">
      <table class="plain-table">
        <caption>
          {functions.length} functions, {formatBytes(total)} zipped. <code>npm run package</code> writes them to a
          folder.
        </caption>
        <thead>
          <tr>
            <th scope="col">Function</th>
            <th scope="col">Files</th>
            <th scope="col">Raw</th>
            <th scope="col">Zipped</th>
            <th scope="col" class="bundle-bar-cell">
              <span class="visually-hidden">Compared</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sized.map(({ name, title, files, size, zippedSize }) => (
            <tr key={name}>
              <th scope="row" title={name}>
                {title}
              </th>
              <td title={files.map(({ path }) => path).join(", ")}>{files.length}</td>
              <td>{formatBytes(size)}</td>
              <td>{formatBytes(zippedSize)}</td>
              <td class="bundle-bar-cell">
                <span class="bundle-bar" aria-hidden="true" style={{ width: `${(zippedSize / largest) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
