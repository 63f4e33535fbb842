"${derivation}"
