{ n, s }: n
