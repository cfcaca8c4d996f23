import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const appwrite = createTestAppwrite();
let asAda: Record<string, string>;

beforeAll(async () => {
	asAda = { 'x-appwrite-session': await appwrite.signUpAndIn('ada@example.com') };
});

/** A picture as lines of `#` for the second colour of its palette and `.` for the first. */
async function draw(path: string, headers = {}): Promise<string[]> {
	const response = await appwrite.request('GET', path, { headers });
	expect(response.headers.get('content-type')).toBe('image/png');

	const png = Buffer.from(await response.arrayBuffer());
	const width = png.readUInt32BE(16);
	const height = png.readUInt32BE(20);
	const data = png.indexOf('IDAT');
	const rows = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));

	const rowLength = 1 + Math.ceil(width / 8);
	return Array.from({ length: height }, (_, y) => {
		const row = rows.subarray(y * rowLength + 1, (y + 1) * rowLength);
		const bits = [...row].map((byte) => byte.toString(2).padStart(8, '0')).join('');
		return bits.slice(0, width).replaceAll('0', '.').replaceAll('1', '#');
	});
}

/** The picture without its empty border. */
function crop(rows: string[]): string[] {
	const inked = rows.filter((row) => row.includes('#'));
	const left = Math.min(...inked.map((row) => row.indexOf('#')));
	const right = Math.max(...inked.map((row) => row.lastIndexOf('#')));
	return inked.map((row) => row.slice(left, right + 1));
}

const A = ['.###.', '#...#', '#...#', '#####', '#...#', '#...#', '#...#'];

describe('the initials', () => {
	// At this size a pixel of a letter is one of the picture.
	const small = 'width=20&height=20';

	it('are cut out of a picture of the size that is asked for', async () => {
		const rows = await draw(`/avatars/initials?name=ada&width=20&height=30`);
		expect(rows.map((row) => row.length)).toEqual(Array(30).fill(20));
		expect(crop(rows)).toEqual(A);
	});

	it('are those of the first two words', async () => {
		const rows = crop(await draw(`/avatars/initials?name=Ada+Augusta+Lovelace&${small}`));
		expect(rows).toEqual(A.map((row) => `${row}.${row}`));
	});

	it('are those of whoever is signed in unless a name is given', async () => {
		expect(crop(await draw(`/avatars/initials?${small}`, asAda))).toEqual(A);
		expect(crop(await draw(`/avatars/initials?${small}`))).toEqual([]);
	});

	it('stand on the ground that is asked for', async () => {
		const response = await appwrite.request('GET', '/avatars/initials?name=x&background=08f');
		const png = Buffer.from(await response.arrayBuffer());
		const palette = png.indexOf('PLTE') + 4;
		expect([...png.subarray(palette, palette + 3)]).toEqual([0x00, 0x88, 0xff]);
	});

	it('are not drawn on a ground that is no colour, nor without any', async () => {
		const noColor = await appwrite.request('GET', '/avatars/initials?background=red');
		expect(await noColor.json()).toMatchObject({
			message: 'Invalid `background` param: Value must be a valid Hex color code'
		});
		const noWidth = await appwrite.request('GET', '/avatars/initials?width=0');
		expect(noWidth.status).toBe(500);
	});
});

describe('a QR code', () => {
	const FINDER = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];

	it('fills its size, but for the margin', async () => {
		// Three letters fit into the smallest code, which has 21 modules a side.
		const rows = await draw('/avatars/qr?text=abc&size=25&margin=2');
		expect(rows).toHaveLength(25);
		expect(rows.slice(0, 2).join('')).not.toContain('#');
		expect(rows.slice(2, 9).map((row) => row.slice(2, 9))).toEqual(FINDER);
	});

	it('tells different texts apart, the longest one too', async () => {
		const [one, other] = await Promise.all(
			['abc', 'abd'].map((text) => draw(`/avatars/qr?text=${text}`))
		);
		expect(one).not.toEqual(other);
		const longest = encodeURIComponent('語'.repeat(512));
		expect(crop(await draw(`/avatars/qr?text=${longest}&size=1000`))).not.toEqual([]);
	});

	it('can be had as a download', async () => {
		const shown = await appwrite.request('GET', '/avatars/qr?text=abc');
		const saved = await appwrite.request('GET', '/avatars/qr?text=abc&download=1');
		expect(shown.headers.get('content-disposition')).toBeNull();
		expect(saved.headers.get('content-disposition')).toBe('attachment; filename="qr.png"');
	});
});
