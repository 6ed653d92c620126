/** Deepest nesting of lists and objects that JSON from a file may have; what walks through it may then call itself for each level. */
const deepest = 256;

/** JSON that is nested more deeply than anything genuine. */
export class NestedTooDeeply extends SyntaxError {}

/** Parses JSON that comes from a file. Throws SyntaxError where it is not JSON, and NestedTooDeeply. */
export function parseFileJson(text: string): unknown {
  if (nestingOf(text) > deepest) throw new NestedTooDeeply(`The JSON is nested more than ${deepest} levels deep`);
  return JSON.parse(text) as unknown;
}

/** Levels of brackets outside of texts, at most one more than the limit. */
function nestingOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length && most <= deepest; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfText(text, at);
    else if (code === openBracket || code === openBrace) most = Math.max(most, ++depth);
    else if (code === closeBracket || code === closeBrace) depth--;
  }
  return most;
}

const quote = 34;
const backslash = 92;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/** Position of the quote that closes the one at `start`; the end of everything where there is none. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}
