{ n, s, d ? "default" }: [ n s d ]
