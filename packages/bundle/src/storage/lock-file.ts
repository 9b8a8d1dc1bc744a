/** The lock's name; it is no part of the bundle, and there only while one is written. */
export const LOCK_FILE = "bundle.lock";
