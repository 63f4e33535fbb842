[ ({ outPath = "a"; } + "b") ("a" + { outPath = "b"; }) ({ __toString = s: "x"; } + "y") ]
