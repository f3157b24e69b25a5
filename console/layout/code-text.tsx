/** A text of which what stands between backticks is code. */
export function CodeText({ text }: { readonly text: string }) {
  const parts = text.split("`");
  return <>{parts.map((part, index) => (index % 2 === 1 && index < parts.length - 1 ? <code>{part}</code> : part))}</>;
}
