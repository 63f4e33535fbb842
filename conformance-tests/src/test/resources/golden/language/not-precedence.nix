[ (!true || true) (!(true || true)) (!{ a = 1; } ? b) ]
