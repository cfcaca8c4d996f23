import type { Services } from './endpoint.ts';
import { deliverSms } from './mailbox.ts';
import { createCode } from './tokens.ts';

/** Sends a new code and answers it. A mock number has the code that the project gave it, and gets no SMS. */
export function sendPhoneCode(services: Services, phone: string): string {
	const { mockNumbers } = services.store.project.settings();
	const mock = mockNumbers.find((number) => number.phone === phone);
	if (mock) return mock.otp;

	const otp = createCode();
	deliverSms(services, phone, otp);
	return otp;
}
