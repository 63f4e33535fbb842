[
  "" "plain" "\n\r\t\\\"\$\a" "$" "a$" "$$" "$${a}" "\${a}" "${a}" "a${b}c${"d"}$"
  ''''
  ''one''
  ''
    two
      three ''${esc} ''$ $ ''' ''\n ''\${x} 'q'

    ${four}
      five
  ''
  ''  ${a}
    b''
  ''
	tab is no indentation
  ''
  http://example.org/?a=b&c=~d
]
