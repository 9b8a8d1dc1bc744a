/** Why the native engine cannot be built here: what was found, and what to do about it. */
export class CannotBuild extends Error {
  constructor(found: string, advice: string) {
    super(`${found}\n${advice}`);
    this.name = "CannotBuild";
  }
}
