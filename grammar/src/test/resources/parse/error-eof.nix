let a = 1;
  # nothing more
