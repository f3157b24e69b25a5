import { useEffect, useState } from "preact/hooks";

/** Whether the page is dark, by which a canvas draws anew. */
export function useIsDark(): boolean {
  const [isDark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const tell = () => setDark(query.matches);
    query.addEventListener("change", tell);
    return () => query.removeEventListener("change", tell);
  }, []);
  return isDark;
}
