''
    a
      b

    c
  ''
