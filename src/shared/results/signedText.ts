/** A difference with so many decimals and a true minus; what rounds to nothing has no sign. */
export function signedText(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}
