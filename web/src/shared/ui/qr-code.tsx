/** A QR code that the server drew. Shown as a picture, so that nothing inside the SVG can act. */
import { useMemo } from "react";
import classes from "./qr-code.module.css";

type QrCodeProps = { svg: string; alt: string };

export function QrCode({ svg, alt }: QrCodeProps) {
  const address = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, [svg]);
  return <img className={classes.code} src={address} alt={alt} width={176} height={176} />;
}
