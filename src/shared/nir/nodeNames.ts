/**
 * Names for nodes: letters, digits and underscores, since readers make attributes of them, and each once. Gives a name for what a layer is
 * called.
 */
export function nodeNames(): (wanted: string) => string {
  const taken = new Set(['input', 'output']);
  return (wanted) => {
    const plain = wanted.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^(?![A-Za-z_])/, '_');
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
    taken.add(name);
    return name;
  };
}
