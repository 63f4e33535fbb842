''
  text