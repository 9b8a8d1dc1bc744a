import { isBuiltin } from "node:module";
import ts from "typescript";
import { packageOf } from "../arrows/rules.js";
import { commandsOf, installedBy } from "./commands.js";
import type { Block } from "./extract.js";

/**
 * What a document's examples import although its `npm i` lines do not install it. Nothing in a
 * document that has no such line: its reader is in the repository.
 */
export function notInstalled(blocks: readonly Block[]): string[] {
  const installed = blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ code, file, line }) => commandsOf(code, file, line))
    .flatMap(({ line }) => installedBy(line));
  if (installed.length === 0) return [];
  return blocks
    .filter(({ language }) => language === "ts")
    .flatMap(({ file, line, code }) =>
      ts
        .preProcessFile(code)
        .importedFiles.map(({ fileName }) => packageOf(fileName))
        .filter((name) => !isBuiltin(name) && !installed.includes(name))
        .map((name) => `${file}:${line}: imports ${name}, which the document does not install`),
    );
}
