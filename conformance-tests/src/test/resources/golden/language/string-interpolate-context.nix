let f = builtins.toFile "f" ""; in "${f}" == f && builtins.hasContext "x${f}"
