/** Whose portal this is and for whom: the provider's mark and name, and the client's own logo beside them. */
import { brand } from "~/shared/brand/brand.ts";
import { BrandMark } from "~/shared/brand/brand-mark.tsx";
import { useSession } from "../features/sign-in/index.ts";
import classes from "./header-brand.module.css";

export function HeaderBrand() {
  const { client } = useSession();
  return (
    <div className={classes.brand}>
      <BrandMark name={brand.name} lightUrl={brand.logo_light_url} darkUrl={brand.logo_dark_url} />
      <span className={classes.name}>{brand.name}</span>
      {client.logo_url !== null && <img className={classes.client} src={client.logo_url} alt={client.name} />}
    </div>
  );
}
