"""«Arbeidsark»: what was filled in without a network, read back as a difference."""
