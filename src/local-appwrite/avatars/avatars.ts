import type { Context } from 'hono';
import { GeneralError } from '../core/errors.ts';
import { endpoint } from '../http/endpoint.ts';
import { ValidationError, type Param } from '../params/params.ts';
import { looseBoolean, optional, range, text } from '../params/validators.ts';
import { drawInitials } from './initials.ts';
import { drawPng, type Drawing } from './png.ts';
import { drawQr } from './qr.ts';

const FORTY_FIVE_DAYS = 3_888_000;

const hexColor: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^([a-f\d]{6}|[a-f\d]{3})$/i.test(value)) return value;
		throw new ValidationError('Value must be a valid Hex color code');
	}
};

/** `/avatars`: of all that Appwrite draws, what an app needs to sign people in. */
export const avatarsRoutes = [
	endpoint(
		{
			method: 'GET',
			path: '/avatars/initials',
			scopes: ['avatars.read'],
			inConsole: 'same',
			params: {
				name: optional(text(128), ''),
				width: optional(range(0, 2000), 500),
				height: optional(range(0, 2000), 500),
				background: optional(hexColor, '')
			}
		},
		({ c, caller, params }) => {
			const { width, height, background } = params;
			// Appwrite takes this size and then fails over it.
			if (width === 0 || height === 0) throw new GeneralError('general_unknown');

			const name = params.name || caller.user?.name || '';
			return pngResponse(c, drawInitials(name, { width, height }, background));
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/avatars/qr',
			scopes: ['avatars.read'],
			inConsole: 'same',
			params: {
				text: text(512),
				size: optional(range(1, 1000), 400),
				margin: optional(range(0, 10), 1),
				download: optional(looseBoolean, false)
			}
		},
		({ c, params }) => {
			const { text, size, margin, download } = params;
			if (download) c.header('Content-Disposition', 'attachment; filename="qr.png"');
			return pngResponse(c, drawQr(text, size, margin));
		}
	)
];

async function pngResponse(c: Context, drawing: Drawing): Promise<Response> {
	const png = await drawPng(drawing);
	c.header('Cache-Control', `private, max-age=${FORTY_FIVE_DAYS}`);
	return c.body(new Uint8Array(png), 200, { 'Content-Type': 'image/png' });
}
