import { expect, it } from 'vitest';
import { boxOf } from './mailbox';

it.each([
	['ada@example.com', 'ada@example.com'],
	['ada+1@example.com', 'ada@example.com'],
	['ada+1+2@example.com', 'ada@example.com'],
	['a.da@example.com', 'a.da@example.com'],
	['a.d.a@gmail.com', 'ada@gmail.com'],
	['ada+x.y@googlemail.com', 'ada@gmail.com'],
	['ada.l@pm.me', 'adal@proton.me'],
	['+1@example.com', '+1@example.com'],
	['+447700900123', '+447700900123'],
	['constructor@constructor', 'constructor@constructor']
])('counts %s as %s [RL-04]', (address, box) => {
	expect(boxOf(address)).toBe(box);
});
