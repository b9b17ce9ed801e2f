/** The style sheets of both apps, in the order in which they must come. */
import "./tokens.css";
import "@mantine/core/styles.css";
import "@fontsource-variable/inter";
import "./base.css";
