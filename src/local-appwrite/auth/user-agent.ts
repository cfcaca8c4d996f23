/** What a session tells of the device; `""` for what is not known. */
export interface Device {
	osCode: string;
	osName: string;
	osVersion: string;
	clientType: string;
	clientCode: string;
	clientName: string;
	clientVersion: string;
	clientEngine: string;
	clientEngineVersion: string;
	deviceName: string;
	deviceBrand: string;
	deviceModel: string;
}

/** The first that fits counts; the group is the version. */
const systems: [RegExp, code: string, name: string][] = [
	[/(?:iPhone|iPad).* OS ([\d_]+)/, 'IOS', 'iOS'],
	[/Android ([\d.]+)/, 'AND', 'Android'],
	[/Windows NT ([\d.]+)/, 'WIN', 'Windows'],
	[/Mac OS X ([\d_.]+)/, 'MAC', 'Mac'],
	[/CrOS \S+ ([\d.]+)/, 'COS', 'Chrome OS'],
	[/()Linux/i, 'LIN', 'GNU/Linux']
];

const clients: [RegExp, code: string, name: string, engine: string][] = [
	[/Edg(?:A|iOS)?\/([\d.]+)/, 'PS', 'Microsoft Edge', 'Blink'],
	[/OPR\/([\d.]+)/, 'OP', 'Opera', 'Blink'],
	[/HeadlessChrome\/([\d.]+)/, 'HC', 'Headless Chrome', 'Blink'],
	[/Chrome\/([\d.]+) Mobile/, 'CM', 'Chrome Mobile', 'Blink'],
	[/Chrome\/([\d.]+)/, 'CH', 'Chrome', 'Blink'],
	[/Mobile.* Firefox\/([\d.]+)/, 'FM', 'Firefox Mobile', 'Gecko'],
	[/Firefox\/([\d.]+)/, 'FF', 'Firefox', 'Gecko'],
	[/Version\/([\d.]+) Mobile.* Safari/, 'MF', 'Mobile Safari', 'WebKit'],
	[/Version\/([\d.]+) Safari/, 'SF', 'Safari', 'WebKit']
];

const engineVersions: Record<string, RegExp> = {
	Blink: /Chrome\/([\d.]+)/,
	Gecko: /rv:([\d.]+)/,
	WebKit: /AppleWebKit\/([\d.]+)/
};

/** Knows the common browsers, in the words that Appwrite has for them. */
export function describeUserAgent(userAgent: string): Device {
	const [os, osCode = '', osName = ''] = systems.find(([pattern]) => pattern.test(userAgent)) ?? [];
	const [client, clientCode = '', clientName = '', clientEngine = ''] =
		clients.find(([pattern]) => pattern.test(userAgent)) ?? [];
	const apple = /iPhone|iPad/.exec(userAgent)?.[0] ?? '';

	return {
		osCode,
		osName,
		osVersion: version(os, userAgent)
			.replaceAll('_', '.')
			.replace(/^10\.0$/, '10'),
		clientType: client ? 'browser' : '',
		clientCode,
		clientName,
		clientVersion: version(client, userAgent).split('.').slice(0, 2).join('.'),
		clientEngine,
		clientEngineVersion: version(engineVersions[clientEngine], userAgent),
		deviceName: deviceName(userAgent, osCode),
		deviceBrand: apple && 'Apple',
		deviceModel: apple
	};
}

function version(pattern: RegExp | undefined, userAgent: string): string {
	return pattern?.exec(userAgent)?.[1] ?? '';
}

function deviceName(userAgent: string, osCode: string): string {
	if (/iPad/.test(userAgent)) return 'tablet';
	if (osCode === 'IOS') return 'smartphone';
	if (osCode === 'AND') return /Mobile/.test(userAgent) ? 'smartphone' : 'tablet';
	return osCode && 'desktop';
}
