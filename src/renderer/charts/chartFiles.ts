import type { EChartsOption } from 'echarts';
import { request } from '../state/connection.ts';
import { renderChartSvg } from '../../shared/chart/renderSvg.ts';

/** A drawing and the size that it was made for: pixels, or points for print. */
export interface Figure {
  readonly option: EChartsOption;
  readonly size: { readonly width: number; readonly height: number };
}

/** The figure as SVG text. */
export function figureSvg({ option, size }: Figure): Promise<string> {
  return renderChartSvg(option, size);
}

/** A drawing as PDF, made by the host in fonts of its own. */
export async function figurePdf(svg: string, title: string): Promise<Blob> {
  const { base64 } = await request('export.pdf', { svg, title: title.slice(0, 500) });
  return bytesBlob(base64, 'application/pdf');
}

/** Bytes that came as base64. */
export function bytesBlob(base64: string, media: string): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: media });
}

/** The figure as PNG, drawn from its SVG, with `scale` pixels for each unit of the drawing. */
export async function figurePng(figure: Figure, scale: number): Promise<Blob> {
  const svg = await figureSvg(figure);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(figure.size.width * scale, figure.size.height * scale);
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d')!.drawImage(image, 0, 0, image.width, image.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A name that every file system takes. */
export function fileName(title: string, extension: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${plain.slice(0, 80) || 'figure'}.${extension}`;
}
