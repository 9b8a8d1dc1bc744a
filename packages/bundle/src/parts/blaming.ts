import { BundleError, ConfigError, NumericError } from "@towerkit/core";

/** Which part of a bundle is at fault when what is made of it finds something wrong. */
export interface Blame {
  /** Where what we passed on was not as it should be. */
  readonly config: string;
  /** Where the error says that a bundle is damaged, but knows no file. Default: the same. */
  readonly bundle?: string;
}

/**
 * Runs what checks the content of a bundle's part, and names the part in what it throws: to whoever
 * opened the bundle, a wrong argument of ours is a damaged file of theirs.
 */
export function blaming<T>({ config, bundle = config }: Blame, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof ConfigError) throw damaged(config, error);
    if (error instanceof NumericError) throw damaged(bundle, error);
    if (error instanceof BundleError && error.part !== bundle) throw damaged(bundle, error);
    throw error;
  }
}

/** `blaming` for what takes its time. */
export async function blamingAsync<T>(blame: Blame, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    return blaming(blame, () => {
      throw error;
    });
  }
}

const damaged = (file: string, cause: Error) =>
  new BundleError(`${file}: ${cause.message}`, file, { cause });
