fromTOML ''
  int = 1_000
  hex = 0xff
  oct = 0o17
  bin = 0b11
  float = 1.5
  exp = 1e3
  bool = true
  str = "a\tb\u00e9"
  lit = 'c:\x'
  multi = """
  x
    y\
       z"""
  array = [ 1, 2, [ "a" ] ]
  inline = { a = 1, b.c = 2 }
  "quoted key" = 1
  a.b.c = 1
  [[tables]]
  n = 1
  [[tables]]
  n = 2
''
