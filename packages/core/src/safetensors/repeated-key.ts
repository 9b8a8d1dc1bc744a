const QUOTE = '"';

/**
 * Finds a key that one object of a JSON text names twice, where `JSON.parse` would keep the last
 * and say nothing.
 *
 * @param json - a text that `JSON.parse` accepts.
 */
export function repeatedKey(json: string): string | undefined {
  const keysOfOpenObjects: Set<string>[] = [];
  let at = 0;
  while (at < json.length) {
    const character = json[at];
    if (character === "{") keysOfOpenObjects.push(new Set());
    if (character === "}") keysOfOpenObjects.pop();
    if (character !== QUOTE) {
      at++;
      continue;
    }
    const end = endOfString(json, at);
    if (isFollowedByColon(json, end)) {
      const key: string = JSON.parse(json.slice(at, end));
      const keys = keysOfOpenObjects.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
    at = end;
  }
  return undefined;
}

function endOfString(json: string, opening: number): number {
  let at = opening + 1;
  while (json[at] !== QUOTE) at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}

function isFollowedByColon(json: string, at: number): boolean {
  while (" \n\r\t".includes(json[at] as string)) at++;
  return json[at] === ":";
}
