import { encode } from 'uqr';

/** Modules of white around it, without which scanners miss it (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** A QR code as an SVG image in a `data:` address, made here so that nobody else learns what is in it. */
export function toQrCode(text: string): string {
	const { data, size } = encode(text, { border: QUIET_ZONE });
	const dark = data.flatMap((row, y) =>
		row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))
	);
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
		`<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${dark.join('')}"/></svg>`;
	return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
