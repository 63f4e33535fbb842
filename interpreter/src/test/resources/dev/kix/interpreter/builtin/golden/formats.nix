[
  (builtins.fromTOML ''
    x = 1
    s = "a\u00e9\n"
    'lit key' = 'C:\x'
    f = [ 1.5, 1e3, -0.5, 1_000.0 ]
    h = [ 0xDEAD_beef, 0o17, 0b101, +7, -3 ]
    multi = """
    one \
        two
    three"""
    raw = ${"'''"}
    a\b${"'''"}
    a.b.c = 1
    a.d = [ { x = 1 }, { y.z = 2 }, ]
    [table]
    y = 2
    [table.sub]
    z = true
    [[arr]]
    n = 1
    [arr.inner]
    k = "v"
    [[arr]]
    n = 2
  '')
  (builtins.toXML { a = 1; b = [ "x<&\">\n" null true 1.5 ]; f = { x, y ? 1, ... }@args: 1; g = x: 1; p = { }; })
]
