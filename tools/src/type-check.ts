import ts from "typescript";

export interface TypeCheck {
  readonly files: readonly string[];
  readonly options: ts.CompilerOptions;
  /** Whose faults count: by the name of the file that holds them. */
  readonly counts: (file: string) => boolean;
}

/** Type-checks files as one program. @returns `file:line: message` for each fault that counts. */
export function typeCheck({ files, options, counts }: TypeCheck): string[] {
  const program = ts.createProgram({
    rootNames: [...files],
    options: { ...options, noEmit: true, skipDefaultLibCheck: true },
    host: hostWithSharedLibraries(options),
  });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => !file || counts(file.fileName))
    .map(({ file, start = 0, messageText }) => {
      const message = ts.flattenDiagnosticMessageText(messageText, "\n");
      if (!file) return message;
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      return `${file.fileName}:${line}: ${message}`;
    });
}

const libraries = new Map<string, ts.SourceFile | undefined>();

/** TypeScript's own libraries are most of the work of a small program: they are parsed once. */
function hostWithSharedLibraries(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (!/\/typescript\/lib\/lib\.[^/]+$/.test(name)) return getSourceFile(name, ...rest);
    if (!libraries.has(name)) libraries.set(name, getSourceFile(name, ...rest));
    return libraries.get(name);
  };
  return host;
}
