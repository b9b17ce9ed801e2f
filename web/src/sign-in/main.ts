/** The sign-in page's script: the form works before and without it. */
import "./sign-in.css";
