import ./data/empty
