// Imports the kernels, makes a runtime and calls a kernel once: JavaScript, run as a user would.
// It is a file of its own, without TypeScript, so that nothing else is loaded before the clock starts.
const started = performance.now();
const { createRuntime } = await import("@towerkit/kernels");
const runtime = await createRuntime();
const row = () => new Float32Array(64).fill(0.1);
runtime.scores({ queries: row(), candidates: row(), dim: 64, out: new Float32Array(1) });
const took = performance.now() - started;
console.log(JSON.stringify({ milliseconds: [took] }));
await runtime.close();
