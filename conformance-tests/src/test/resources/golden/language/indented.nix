''first${"\n"}    ''${x} ''' ''\t end''
