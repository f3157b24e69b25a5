import { formatBytes, formatMs, formatUsd } from "../../../console/layout/formats";

test.each([
  [0, "0 ms"],
  [0.44, "0.4 ms"],
  [12.4, "12 ms"],
  [999, "999 ms"],
  [1_234, "1.2 s"],
  [61_000, "61 s"],
])("writes %d ms as %s", (ms, text) => expect(formatMs(ms)).toBe(text));

test.each([
  [0, "$0.00"],
  [0.0000021, "$0.0000021"],
  [0.000036499, "$0.000036"],
  [0.0049, "$0.0049"],
  [0.05, "$0.05"],
  [0.7, "$0.70"],
  [1234.5, "$1,234.50"],
])("writes %d US dollars as %s", (usd, text) => expect(formatUsd(usd)).toBe(text));

test.each([
  [0, "0 B"],
  [22_400, "22.4 KB"],
  [2_200_000, "2.2 MB"],
])("writes %d bytes as %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
