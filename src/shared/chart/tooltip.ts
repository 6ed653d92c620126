import type { TooltipComponentOption } from 'echarts';
import type { ChartStyle } from './theme.ts';

/** A heading and lines of label and value, as the HTML of a tooltip. Texts may come from users and are escaped. */
export function tooltipHtml(heading: string, lines: readonly (readonly [label: string, value: string])[]): string {
  const rows = lines.map(
    ([label, value]) =>
      `<tr><td style="padding:0 12px 0 0;opacity:.75">${escape(label)}</td>` +
      `<td style="text-align:right;font-variant-numeric:tabular-nums">${escape(value)}</td></tr>`,
  );
  const title = heading === '' ? '' : `<div style="font-weight:600;margin-bottom:2px">${escape(heading)}</div>`;
  return `${title}<table style="border-spacing:0">${rows.join('')}</table>`;
}

/** Frame of a tooltip in the colours of the theme. */
export function tooltipFrame(style: ChartStyle): TooltipComponentOption {
  return {
    confine: true,
    transitionDuration: 0,
    backgroundColor: style.background,
    borderColor: style.axis,
    borderWidth: 1,
    padding: [6, 8],
    extraCssText: 'box-shadow:none;border-radius:4px',
    textStyle: { color: style.text, fontFamily: style.fontFamily, fontSize: 12 },
  };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
