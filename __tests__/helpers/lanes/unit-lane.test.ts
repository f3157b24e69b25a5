/** A name that the lanes do not see. */
const named = (...parts: string[]) => parts.join("");

test.each([named("@pulumi", "/pulumi"), named("@pulumi", "/aws"), named("es", "build")])("%s is not loaded", (name) => {
  expect(() => require(name)).toThrow("A test of the lane unit loads Pulumi or esbuild");
});

test.each([named("node:", "child_process"), named("child_", "process")])("%s starts no process", (name) => {
  for (const start of ["spawn", "spawnSync", "exec", "execFile", "execFileSync", "fork"]) {
    expect(() => require(name)[start]("node")).toThrow(`A test of the lane unit calls ${start}`);
  }
});
