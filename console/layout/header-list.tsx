/** The headers of a request or an answer, folded; nothing where there are none. */
export function HeaderList({ headers }: { readonly headers: readonly (readonly [name: string, value: string])[] }) {
  if (headers.length === 0) return null;
  return (
    <details>
      <summary>
        {headers.length} {headers.length === 1 ? "header" : "headers"}
      </summary>
      <dl class="header-list">
        {headers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
