let port = 80; in prot
