[ ({ a.b = 1; }.a.c or "d") ({ }.a.b.c or "d") ((1).a or "d") ]
