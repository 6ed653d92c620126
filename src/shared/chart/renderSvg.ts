import type { EChartsOption } from 'echarts';
import { shareClips } from './shareClips.ts';

/**
 * The chart as SVG text, drawn without a DOM: text stays text, and equal options give equal bytes. ECharts is loaded on the first call,
 * so that whatever draws nothing does not wait for it.
 */
export async function renderChartSvg(option: EChartsOption, size: { width: number; height: number }): Promise<string> {
  const { drawSvg } = await import('./echartsSvg.ts');
  return normaliseSvg(drawSvg(option, size));
}

/**
 * Takes out what depends on earlier drawings (ids count up), what only a live chart needs (data for hovering), and decimals that no
 * eye and no printer sees. Centres text by a shift, which every reader of SVG knows, instead of a baseline that many ignore.
 */
function normaliseSvg(svg: string): string {
  const plain = svg
    .replace(/<style\b.*?<\/style>\s*/gs, '')
    .replace(/ (?:class|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, 'chart-')
    .replaceAll('dominant-baseline="central"', 'dy="0.35em"')
    .replace(/ (?:d|points|x|y|transform)="[^"]*"/g, (attribute) => attribute.replace(/-?\d+\.\d{3,}/g, twoDecimals));
  return shareClips(plain);
}

function twoDecimals(number: string): string {
  return String(Math.round(100 * Number(number)) / 100);
}
