import { DatasetError } from "@towerkit/core";
import { expect } from "vitest";

export type Files = Readonly<Record<string, Uint8Array>>;

/** Bytes as latin-1 text, and back. */
export const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
export const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** The files, one of them changed as text. */
export function changed(files: Files, name: string, change: (text: string) => string): Files {
  return { ...files, [name]: bytesOf(change(textOf(files[name]))) };
}

/** The files with one line of one of them replaced; lines count from 1. */
export function withLine(files: Files, name: string, number: number, line: string): Files {
  return changed(files, name, (text) => {
    const lines = text.split("\n");
    lines[number - 1] = line;
    return lines.join("\n");
  });
}

/** The error that loading ends in. */
export async function datasetError(loading: Promise<unknown>): Promise<DatasetError> {
  const error: unknown = await loading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DatasetError);
  return error as DatasetError;
}
