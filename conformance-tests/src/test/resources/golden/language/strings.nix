let name = "kix"; in
{
  plain = "a\tb\${x}$y";
  nested = "<${"<${name}>"}>";
  indented = ''
    one
      two ${name}
    ''${kept} '''quoted'''
  '';
}
