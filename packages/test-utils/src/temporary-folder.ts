import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished, TestRunner } from "vitest";

/**
 * Makes an empty folder that is removed again: after the test when called in a test or a
 * `beforeEach`, after the whole block when called in a `describe` or at the top of a file.
 *
 * Inside a `beforeAll` the test runner offers neither: make the folder beside the hook instead.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "towerkit-test-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (TestRunner.getCurrentTest()) onTestFinished(remove);
  else afterAll(remove);
  return folder;
}
