import { existsSync } from "node:fs";

/** How Chromium is started without a window, and without a request of its own. Throws where there is none. */
export function chromiumOptions(): { readonly executablePath: string; readonly args: string[] } {
  const executablePath = process.env["CHROMIUM"] || "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no browser at ${executablePath}: install Chromium, on Debian with "apt-get install chromium", ` +
        "or set CHROMIUM to the path of one",
    );
  }
  return {
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
}
