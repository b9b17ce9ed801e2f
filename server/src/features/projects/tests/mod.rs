//! Projects through HTTP, on whichever database the run is for.
