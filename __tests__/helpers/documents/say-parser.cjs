const childProcess = require("node:child_process");

// Preloaded into a process, says the id of each that it forks.
const { fork } = childProcess;
childProcess.fork = (...args) => {
  const child = fork(...args);
  console.error(`parser ${child.pid}`);
  return child;
};
