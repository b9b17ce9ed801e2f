//! Portico: a self-hosted, white-label client portal.
