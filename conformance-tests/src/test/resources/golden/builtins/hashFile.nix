map (t: builtins.hashFile t ./data/text) [ "md5" "sha1" "sha256" "sha512" ]
