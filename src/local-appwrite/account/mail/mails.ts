import type { AuthResources } from '../../auth/resources.ts';
import { describeUserAgent } from '../../auth/user-agent.ts';
import { deliver } from '../../mail/delivery.ts';
import { writeLetter, type Letter } from '../../mail/letter.ts';
import type { Session } from '../../store/sessions.ts';
import type { User } from '../../store/users.ts';

export type Mailer = Pick<AuthResources, 'store'>;

/** How the mail was asked for. */
interface Request {
	userAgent: string;
	/** `""` if none was asked for. */
	phrase: string;
}

interface SignInMail extends Request {
	/** The address as it was given, which may differ in case from the user's. */
	to: string;
	user: User;
}

export function sendVerificationMail(mailer: Mailer, user: User, url: string): void {
	const project = mailer.store.project.name;
	send(mailer, user, {
		subject: `Account Verification for ${project}`,
		parts: [
			`is this address yours? Your account at ${project} would like to know.`,
			{ label: 'Confirm this address', url },
			'The link is good for one hour. If you have no such account, do nothing.'
		]
	});
}

export function sendRecoveryMail(mailer: Mailer, user: User, url: string): void {
	const project = mailer.store.project.name;
	send(mailer, user, {
		subject: `Password Reset for ${project}`,
		parts: [
			`you can choose a new password for your account at ${project} here:`,
			{ label: 'Choose a new password', url },
			'The link is good for one hour. If you did not ask for it, your password stays as it is.'
		]
	});
}

export function sendMagicLinkMail(mailer: Mailer, mail: SignInMail & { url: string }): void {
	const project = mailer.store.project.name;
	send(mailer, mail.user, {
		to: mail.to,
		subject: `${project} Login`,
		parts: [
			`this link signs you in to ${project}:`,
			{ label: `Sign in to ${project}`, url: mail.url },
			'It is good for one hour.',
			...describeRequest(mail)
		]
	});
}

export function sendOtpMail(mailer: Mailer, mail: SignInMail & { otp: string }): void {
	const project = mailer.store.project.name;
	send(mailer, mail.user, {
		to: mail.to,
		subject: `OTP for ${project} Login`,
		parts: [
			`this code signs you in to ${project}:`,
			{ otp: mail.otp },
			'It is good for 15 minutes.',
			...describeRequest(mail)
		]
	});
}

export function sendChallengeMail(
	mailer: Mailer,
	user: User,
	{ otp, userAgent }: { otp: string; userAgent: string }
): void {
	const project = mailer.store.project.name;
	send(mailer, user, {
		subject: `Verification Code for ${project}`,
		parts: [
			`this code is the second step of signing in to ${project}:`,
			{ otp },
			'It is good for 15 minutes.',
			describeDevice(userAgent)
		]
	});
}

export function sendSessionAlert(mailer: Mailer, user: User, session: Session): void {
	const project = mailer.store.project.name;
	const { clientName } = describeUserAgent(session.userAgent);
	send(mailer, user, {
		subject: `Security alert: new session on your ${project} account`,
		parts: [
			`somebody has signed in to your account at ${project}.`,
			`When: ${new Date(session.createdAt).toUTCString()}`,
			`Device: ${clientName || 'UNKNOWN'}`,
			`IP address: ${session.ip}`,
			'Country: Unknown',
			'If it was not you, change your password.'
		]
	});
}

/** To the user's own address unless the letter names another one. */
export function send(
	mailer: Mailer,
	{ email, name }: User,
	letter: Pick<Letter, 'subject' | 'parts'> & { to?: string }
): void {
	deliver(mailer, writeLetter({ to: email ?? '', name, ...letter }));
}

/** By which people can tell whether a mail answers what they did. */
export function describeRequest({ userAgent, phrase }: Request): string[] {
	const advice = 'Trust this mail only if the page where you asked for it shows the same phrase.';
	return [...(phrase ? [`Security phrase: ${phrase}. ${advice}`] : []), describeDevice(userAgent)];
}

function describeDevice(userAgent: string): string {
	const { clientName, deviceBrand, osName } = describeUserAgent(userAgent);
	const [client, device, os] = [clientName, deviceBrand, osName].map((part) => part || 'UNKNOWN');
	return `It was asked for with ${client} on ${device} ${os}. If that was not you, do nothing.`;
}
