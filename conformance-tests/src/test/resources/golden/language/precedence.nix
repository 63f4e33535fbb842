[ (1 + 2 * 3 - 4 / 2) (!true || true && false) ({ a = 1; } // { b = 2; } ? b) ]
