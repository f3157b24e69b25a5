throw new Error(
  "A test of the lane unit loads Pulumi or esbuild: have it import what does by a specifier that is written there",
);
