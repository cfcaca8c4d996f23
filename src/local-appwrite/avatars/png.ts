import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const compress = promisify(deflate);

/** Red, green, blue, opacity, each to 255. */
export type Color = [number, number, number, number];

export interface Drawing {
	/** Pixels, at least 1. */
	width: number;
	height: number;
	ground: Color;
	ink: Color;
	/** Whether the pixel is of ink. */
	isInk(x: number, y: number): boolean;
}

/** Draws a picture of two colours as PNG: a bit a pixel and a palette (https://www.w3.org/TR/png-3/). */
export async function drawPng(drawing: Drawing): Promise<Buffer> {
	const { width, height, ground, ink } = drawing;
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([1, 3], 8);

	const palette = [ground, ink];
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flatMap((color) => color.slice(0, 3)))),
		chunk('tRNS', Buffer.from(palette.map(([, , , opacity]) => opacity))),
		chunk('IDAT', await compress(drawRows(drawing))),
		chunk('IEND', Buffer.alloc(0))
	]);
}

/** Each row begins with a byte that says it is not filtered. */
function drawRows({ width, height, isInk }: Drawing): Buffer {
	const rowLength = 1 + Math.ceil(width / 8);
	const rows = Buffer.alloc(rowLength * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			if (!isInk(x, y)) continue;
			const at = y * rowLength + 1 + (x >> 3);
			rows.writeUInt8(rows.readUInt8(at) | (0x80 >> (x & 7)), at);
		}
	}
	return rows;
}

function chunk(type: string, data: Buffer): Buffer {
	const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const checksum = Buffer.alloc(4);
	checksum.writeUInt32BE(crc32(content));
	return Buffer.concat([length, content, checksum]);
}
