import { createContext } from "preact";
import { useCallback, useContext, useEffect, useState } from "preact/hooks";
import { type LoadError, type Resource, Resources } from "./resources.js";

export const ResourcesContext = createContext(new Resources());

/** An answer of the server, as it comes in. */
export type LiveResource<T> = Resource<T> & { retry(): void };

/** Loads an address whenever it changes. */
export function useResource<T>(address: string): LiveResource<T> {
  const resources = useContext(ResourcesContext);
  const [attempt, setAttempt] = useState(0);
  const [latest, setLatest] = useState<{ address: string; resource: Resource<T> }>();
  useEffect(() => {
    const leaving = new AbortController();
    const settle = (resource: Resource<T>) => {
      if (!leaving.signal.aborted) setLatest({ address, resource });
    };
    resources.load<T>(address, leaving.signal).then(
      (data) => settle({ state: "ready", data }),
      ({ message, isFinal }: LoadError) => settle({ state: "failed", message, isFinal }),
    );
    return () => leaving.abort();
  }, [resources, address, attempt]);

  const retry = useCallback(() => {
    setLatest(undefined);
    setAttempt((count) => count + 1);
  }, []);
  const known = resources.known<T>(address);
  if (known !== undefined) return { state: "ready", data: known, retry };
  return { ...(latest?.address === address ? latest.resource : { state: "loading" }), retry };
}

/** The latest data there was, even while its successor loads: a list need not vanish to change. */
export function useLatestData<T>(resource: Resource<T>): T | undefined {
  const [latest, setLatest] = useState<T>();
  const data = resource.state === "ready" ? resource.data : undefined;
  useEffect(() => {
    if (data !== undefined) setLatest(data);
  }, [data]);
  return data ?? latest;
}
