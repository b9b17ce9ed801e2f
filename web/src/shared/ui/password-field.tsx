/** A field for a password, which can be shown while it is typed. */
import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useSharedT } from "../i18n/shared-texts.ts";

export function PasswordField(props: PasswordInputProps) {
  const t = useSharedT();
  return <PasswordInput {...props} visibilityToggleButtonProps={{ "aria-label": t("password.show") }} />;
}
