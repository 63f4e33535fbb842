map (s: builtins.replaceStrings [ "" ] [ "-" ] s) [ "" "a" "ab" ]
