import type { User } from '../../store/users.ts';
import { describeRequest, send, type Mailer } from './mails.ts';

export interface CodeMail {
	user: User;
	otp: string;
	userAgent: string;
	/** `""` if none was asked for. */
	phrase: string;
}

export function sendRecoveryCode(mailer: Mailer, { user, otp, ...request }: CodeMail): void {
	const project = mailer.store.project.name;
	send(mailer, user, {
		subject: `Password Reset for ${project}`,
		parts: [
			`this code lets you choose a new password for your account at ${project}:`,
			{ otp },
			'It is good for 15 minutes. If you did not ask for it, your password stays as it is.',
			...describeRequest(request)
		]
	});
}

export function sendVerificationCode(mailer: Mailer, { user, otp, ...request }: CodeMail): void {
	const project = mailer.store.project.name;
	send(mailer, user, {
		subject: `Account Verification for ${project}`,
		parts: [
			`this code confirms your address to your account at ${project}:`,
			{ otp },
			'It is good for 15 minutes. If you have no such account, do nothing.',
			...describeRequest(request)
		]
	});
}
