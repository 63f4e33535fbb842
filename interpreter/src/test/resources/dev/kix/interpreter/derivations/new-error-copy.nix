"${./nowhere}"
