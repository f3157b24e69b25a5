import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

/** How long it says that it is done, in milliseconds. */
const saidMs = 1_500;

/** A button that copies a text, and says so. */
export function CopyButton({ text, children }: { readonly text: () => string; readonly children: ComponentChildren }) {
  const [said, setSaid] = useState<"Copied" | "Not copied">();
  useEffect(() => {
    const timer = said && setTimeout(() => setSaid(undefined), saidMs);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    copyText(text()).then(
      () => setSaid("Copied"),
      () => setSaid("Not copied"),
    );
  };
  return (
    <button type="button" class="copy" onClick={copy}>
      <span class={said ? "copy-hidden" : ""}>{children}</span>
      <span class="copy-said" role="status">
        {said}
      </span>
    </button>
  );
}

async function copyText(text: string): Promise<void> {
  // Which browsers have only at addresses that they trust, as of this machine.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  if (!isCopied) throw new Error("The browser does not copy");
}
