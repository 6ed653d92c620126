import type { PrintCell, PrintTable } from './printTable.ts';

/** A table as GitHub-flavoured Markdown, with its caption above and its notes below. */
export function markdownTable({ caption, columns, rows, notes }: PrintTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [
    `${escape(caption)}\n\n`,
    line(columns.map(({ head }) => escape(head))),
    line(columns.map(({ align }) => (align === 'left' ? '---' : '---:'))),
    ...rows.map((cells) => line(cells.map(markdownCell))),
    ...notes.map((note) => `\n${escape(note)}\n`),
  ].join('');
}

function markdownCell({ text, mark }: PrintCell): string {
  const plain = escape(text);
  switch (mark) {
    case 'winner':
      return `**${plain}**`;
    case 'tied':
      return `${plain} †`;
    case 'best':
      return `<u>${plain}</u>`;
    case null:
      return plain;
    default:
      return mark satisfies never;
  }
}

function escape(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_|<>[\]]/g, String.raw`\$&`);
}
