"a\tb\rc\nd\\e\"f\${g}\h$$i$${j}"
