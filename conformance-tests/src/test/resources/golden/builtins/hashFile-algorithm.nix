builtins.hashFile "crc32" ./data/text
