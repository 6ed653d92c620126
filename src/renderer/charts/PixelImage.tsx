import { useEffect, useRef } from 'react';

interface PixelImageProps {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Base64 of bytes [row][column][channel]. */
  readonly pixels: string;
  readonly alt: string;
  readonly className?: string;
}

/** A picture from its bytes, each pixel a sharp square. */
export function PixelImage({ height, width, channels, pixels, alt, className = '' }: PixelImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    const image = context.createImageData(width, height);
    const bytes = atob(pixels);
    for (let at = 0; at < width * height; at++) {
      for (let c = 0; c < 3; c++) image.data[4 * at + c] = bytes.charCodeAt(at * channels + (channels === 3 ? c : 0));
      image.data[4 * at + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [height, width, channels, pixels]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      role="img"
      aria-label={alt}
      className={className}
      style={{ imageRendering: 'pixelated' }}
    />
  );
}
