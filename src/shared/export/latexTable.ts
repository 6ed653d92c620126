import type { PrintCell, PrintTable } from './printTable.ts';

/** A table as LaTeX for the package booktabs: a float with caption, and its notes below in small print. */
export function latexTable({ caption, columns, rows, notes }: PrintTable, label = 'tab:spikebench'): string {
  const line = (cells: readonly string[]): string => `    ${cells.join(' & ')} \\\\\n`;
  return [
    '% Needs \\usepackage{booktabs}.\n',
    '\\begin{table}\n  \\centering\n',
    `  \\caption{${escapeLatex(caption)}}\n  \\label{${label}}\n`,
    `  \\small\n  \\setlength{\\tabcolsep}{4pt}\n  \\begin{tabular}{@{}${columns.map(({ align }) => (align === 'left' ? 'l' : 'r')).join('')}@{}}\n    \\toprule\n`,
    line(columns.map(latexHead)),
    '    \\midrule\n',
    ...rows.map((cells) => line(cells.map(latexCell))),
    '    \\bottomrule\n  \\end{tabular}\n',
    notes.length === 0
      ? ''
      : `\n  \\smallskip\n  \\parbox{\\linewidth}{\\footnotesize\n${notes.map((note) => `    ${escapeLatex(note)}\n`).join('')}  }\n`,
    '\\end{table}\n',
  ].join('');
}

/** Letters of a line of a head: numbers below are hardly wider. */
const headWidth = 10;

/** A head in lines, so that the column is no wider than its numbers. */
function latexHead({ head, align }: PrintTable['columns'][number]): string {
  const lines: string[] = [];
  for (const word of head.split(' ')) {
    const last = lines.at(-1);
    // A unit stands below its name.
    const fits = last !== undefined && last.length + 1 + word.length <= headWidth && !word.startsWith('(');
    if (fits) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const [only] = lines;
  if (lines.length === 1) return escapeLatex(only!);
  const side = align === 'left' ? 'l' : 'r';
  return `\\begin{tabular}[b]{@{}${side}@{}}${lines.map(escapeLatex).join(' \\\\ ')}\\end{tabular}`;
}

function latexCell({ text, mark }: PrintCell): string {
  const plain = escapeLatex(text);
  switch (mark) {
    case 'winner':
      return `\\textbf{${plain}}`;
    case 'tied':
      return `${plain}\\rlap{\\textsuperscript{\\dag}}`;
    case 'best':
      return `\\underline{${plain}}`;
    case null:
      return plain;
    default:
      return mark satisfies never;
  }
}

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\ensuremath{<}',
  '>': '\\ensuremath{>}',
  '|': '\\textbar{}',
  '"': "''",
  '−': '\\ensuremath{-}',
  '–': '--',
  '—': '---',
  '×': '\\ensuremath{\\times}',
  '±': '\\ensuremath{\\pm}',
  µ: '\\ensuremath{\\mu}',
  '⁶': '\\textsuperscript{6}',
  '†': '\\textsuperscript{\\dag}',
  '·': '\\textperiodcentered{}',
  '…': '\\ldots{}',
  θ: '\\ensuremath{\\theta}',
};

/** Letters that LaTeX has in every encoding of its fonts. */
const accented =
  'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿĀāĂăĆćĈĉĊċČčĎďĒēĚěĞğŁłŃńŇňŌōŐőŒœŘřŚśŠšŤťŪūŮůŰűŹźŻżŽž';

/** Text that LaTeX prints as it stands; letters that its usual fonts lack become question marks. */
export function escapeLatex(text: string): string {
  return Array.from(text, (letter) => {
    const command = commands[letter];
    if (command !== undefined) return command;
    if (/[\r\n\t]/.test(letter)) return ' ';
    return /[ -~]/.test(letter) || accented.includes(letter) ? letter : '?';
  }).join('');
}
