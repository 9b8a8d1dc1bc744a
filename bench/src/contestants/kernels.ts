import { serve, timedRuns } from "../contest/serve.js";
import { kernelWorks } from "../kernel-works/index.js";
import { exactRuntime } from "./runtime.js";

interface KernelsSetup {
  readonly [setting: string]: unknown;
  readonly threads: number;
  readonly fast: boolean;
}

/** Every kernel on the data of its works; `what` names the work. */
await serve<KernelsSetup>({
  async prepare({ threads, fast }) {
    const runtime = await exactRuntime({ threads, fast });
    const calls = new Map(kernelWorks.map((work) => [work.name, work.make(runtime)]));
    return {
      ready: { threads: runtime.threads, simd: runtime.simd },
      close: () => runtime.close(),
      run(n, what) {
        const call = calls.get(what);
        if (!call) throw new Error(`there is no work called "${what}"`);
        return { milliseconds: timedRuns(n, call) };
      },
    };
  },
});
