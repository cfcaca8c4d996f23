import { createCode } from '../../auth/tokens.ts';
import type { Services } from '../../http/endpoint.ts';
import { deliverSms } from '../../mail/delivery.ts';

/** Sends a new code and answers it. A mock number has the code that the project gave it, and gets no SMS. */
export function sendPhoneCode(services: Services, phone: string): string {
	const { mockNumbers } = services.store.project.settings();
	const mock = mockNumbers.find((number) => number.phone === phone);
	if (mock) return mock.otp;

	const otp = createCode();
	deliverSms(services, phone, otp);
	return otp;
}
