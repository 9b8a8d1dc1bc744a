/** A fenced code block of a Markdown file. */
export interface Block {
  /** The file as it is to be named in messages. */
  readonly file: string;
  /** The line of the file that holds the first line of code, from 1. */
  readonly line: number;
  /** The first word after the fence; empty where there is none. */
  readonly language: string;
  readonly code: string;
}

/**
 * Every fenced code block of a Markdown text, in order. Blocks in lists lose their indentation.
 *
 * @throws Error naming the line of a fence that nothing closes.
 */
export function extractBlocks(markdown: string, file: string): Block[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const opening = /^(\s*)(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/.exec(lines[at] as string);
    if (!opening) continue;
    const [, indentation = "", fence = "", language = ""] = opening;
    const end = lines.findIndex((line, index) => index > at && closes(line, fence));
    if (end < 0) throw new Error(`${file}:${at + 1}: nothing closes this code block`);
    const code = lines.slice(at + 1, end).map((line) => withoutIndentation(line, indentation));
    blocks.push({ file, line: at + 2, language, code: code.join("\n") });
    at = end;
  }
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return text.startsWith(fence) && text.replaceAll(fence[0] as string, "") === "";
}

function withoutIndentation(line: string, indentation: string): string {
  return line.startsWith(indentation) ? line.slice(indentation.length) : line.trimStart();
}
