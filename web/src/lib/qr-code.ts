/** Where the server draws an address of ours as a QR code: its path has the address in URL-safe base64. */
export function qrCodePath(url: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(url));
  return `/qr_code/${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}
