{ x }: { y = x + 1; here = baseNameOf ./.; }
