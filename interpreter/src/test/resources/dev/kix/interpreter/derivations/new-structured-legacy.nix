(derivation { name = "a"; builder = "b"; system = "s"; __json = "{ \"b\": [1, 2.50, null], \"a\": { \"z\": \"\\u00e9\" } }"; }).drvPath
