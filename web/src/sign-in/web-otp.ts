/** Fills in the code of an SMS that ends with the origin-bound line, where the browser offers it (WebOTP). */

type OtpCredential = Credential & { code?: string };

export function waitForSms(onCode: (code: string) => void): void {
  if (!("OTPCredential" in window)) {
    return;
  }
  const request = { otp: { transport: ["sms"] } } as CredentialRequestOptions;
  navigator.credentials
    .get(request)
    .then((credential) => {
      const code = (credential as OtpCredential | null)?.code;
      if (code !== undefined) {
        onCode(code);
      }
    })
    .catch(() => {
      // Refused or timed out: the code is typed.
    });
}
