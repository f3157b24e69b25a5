import { isMedia } from "../../../documents/files/media";

test.each([
  "a.png",
  "a/PHOTO.JPG",
  "a.svg",
  "a.heic",
  "a.webp",
  "a.ico",
  "a.tif",
  "a.mp3",
  "a.flac",
  "a.m4a",
  "a.mp4",
  "a.mov",
  "a.mkv",
  "a.ttf",
  "a.woff2",
  "a.eot",
])("takes %s for one without text", (path) => {
  expect(isMedia(path)).toBe(true);
});

test.each([
  "a.ts",
  "a.mts",
  "a.tsx",
  "a.dts",
  "a.djvu",
  "a.pptx",
  "a.xlsx",
  "a.zip",
  "a.py",
  "a.json",
  "a.vtt",
  "a.eml",
  "a.unknown",
  "png",
  ".png",
  "a.png.bak",
  "a.png/README",
])("does not take %s for one", (path) => {
  expect(isMedia(path)).toBe(false);
});
