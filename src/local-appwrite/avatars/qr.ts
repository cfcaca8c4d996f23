import { encode } from 'uqr';
import type { Drawing } from './png.ts';

/**
 * Draws a text as a QR code that fills a square.
 * @param size pixels of a side
 * @param margin modules around it
 */
export function drawQr(text: string, size: number, margin: number): Drawing {
	const { data, size: modules } = encode(text, { ecc: 'L', border: margin });
	const moduleOf = (pixel: number) => Math.floor((pixel * modules) / size);
	return {
		width: size,
		height: size,
		ground: [255, 255, 255, 255],
		ink: [0, 0, 0, 255],
		isInk: (x, y) => data[moduleOf(y)]?.[moduleOf(x)] ?? false
	};
}
