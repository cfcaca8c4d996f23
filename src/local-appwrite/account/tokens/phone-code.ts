import type { AuthResources } from '../../auth/resources.ts';
import { createOtp } from '../../core/secrets.ts';
import { deliverSms } from '../../mail/delivery.ts';

/** Sends a new code and answers it. A mock number has the code that the project gave it, and gets no SMS. */
export function sendPhoneCode(resources: AuthResources, phone: string): string {
	const { mockNumbers } = resources.store.project.settings();
	const mock = mockNumbers.find((number) => number.phone === phone);
	if (mock) return mock.otp;

	const otp = createOtp();
	deliverSms(resources, phone, otp);
	return otp;
}
