// Loaded into a server that runs with --expose-gc: on SIGUSR2 the heap after a collection, in bytes, as a line on standard error.

process.on('SIGUSR2', () => {
  // what is held by what was collected goes with the second one
  global.gc();
  global.gc();
  process.stderr.write(`heap ${process.memoryUsage().heapUsed}\n`);
});
