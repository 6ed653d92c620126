import { useEffect, useRef } from 'react';
import type { TileImage } from './imagePages.ts';

/** An image as it is stored, each value a square. */
export function PixelTile({ image, side }: { readonly image: TileImage; readonly side: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null) return;
    const { width, height, channels, bytes } = image;
    const picture = context.createImageData(width, height);
    for (let at = 0; at < width * height; at++) {
      for (let c = 0; c < 3; c++) picture.data[4 * at + c] = bytes[at * channels + (channels === 3 ? c : 0)]!;
      picture.data[4 * at + 3] = 255;
    }
    context.putImageData(picture, 0, 0);
  }, [image]);
  const scale = side / Math.max(image.width, image.height);
  return (
    <canvas
      ref={canvas}
      className="pixel-tile"
      width={image.width}
      height={image.height}
      style={{ width: image.width * scale, height: image.height * scale }}
      aria-hidden
    />
  );
}
