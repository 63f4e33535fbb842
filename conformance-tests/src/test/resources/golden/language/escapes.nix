"tab\t nl\n \${x} $${y} \" \\ \a"
