<no/such/name>
